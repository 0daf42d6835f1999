"""Small Word documents for the tests: a body of raw XML in a package of few parts."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "application/vnd.openxmlformats-package.relationships+xml"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = {"word/document.xml": "document.main"}
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Kop{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)
ARTICLES = """
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop2"/>
  <w:lvlText w:val="Artikel %1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3."/>
 </w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>
 </w:lvl>
 <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%5"/>
 </w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/>
 <w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""
"""List 5 numbers articles, their members, parts and bullets; list 6 starts its members again."""


def run(text: str, properties: str = "") -> str:
    """One run; `properties` is the inside of its <w:rPr>."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*inside: str, style: str = "", level: int | None = None, number: int = 5,
              properties: str = "") -> str:  # fmt: skip
    """A paragraph of runs; `level` puts it on that level of a list."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = ""
    if level is not None:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{style}{listed}{properties}</w:pPr>{''.join(inside)}</w:p>"


def text(words: str, **more) -> str:
    """A paragraph of plain text."""
    return paragraph(run(words), **more)


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """A table cell; `merge` is "restart" or "continue"."""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inside = "".join(paragraphs) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{inside}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    """A table row; a plain text becomes a cell of one paragraph."""
    full = (one if one.startswith("<w:tc>") else cell(text(one)) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(full)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def field(code: str, result: str) -> str:
    """Runs of a field: its code, then its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def notes(kind: str, *texts: str) -> str:
    """The footnotes or endnotes part: the line above the notes, then notes 1, 2, ..."""
    line = f'<w:{kind} w:type="separator" w:id="0"><w:p>{run("LIJN")}</w:p></w:{kind}>'
    own = "".join(
        f'<w:{kind} w:id="{place}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + said)}</w:p></w:{kind}>'
        for place, said in enumerate(texts, 1)
    )
    return f"<w:{kind}s {NAMESPACES}>{line}{own}</w:{kind}s>"


def call(kind: str, place: int) -> str:
    """The run that calls note `place`."""
    return f'<w:r><w:{kind}Reference w:id="{place}"/></w:r>'


def docx(path: Path, *body: str, **parts: str) -> Path:
    """Write a document; `parts` are styles, numbering, footnotes, header, ... as raw XML."""
    wrapped = {
        "styles": "<w:styles {}>{}</w:styles>",
        "numbering": "<w:numbering {}>{}</w:numbering>",
        "header": "<w:hdr {}>{}</w:hdr>",
        "footer": "<w:ftr {}>{}</w:ftr>",
        "settings": "<w:settings {}>{}</w:settings>",
    }
    inside = "".join(body)
    full = {"document": f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"}
    for name, xml in parts.items():
        full[name] = wrapped[name].format(NAMESPACES, xml) if name in wrapped else xml
    return package(path, {f"word/{name}.xml": xml.encode() for name, xml in full.items()})


def package(path: Path, parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write parts as they are, with the relations that lead to them."""
    kinds = [Path(name).stem for name in parts if name != "word/document.xml"]
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in kinds
    )
    root = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    kinds_by_name = {name: KINDS.get(name, Path(name).stem) for name in parts}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{CONTENT}.{kind}+xml"/>'
        for name, kind in kinds_by_name.items()
    )
    types = f'<Default Extension="rels" ContentType="{RELS}"/>{types}'
    with zipfile.ZipFile(path, "w", compression) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{types}</Types>')
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{root}</Relationships>'
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        )
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
