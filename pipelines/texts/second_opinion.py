"""A second opinion on loose texts: labels of a language model, each with its quote.

It stands beside the labels of the tagger and changes none of them. Answers are kept in a folder,
so that nothing is asked twice.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from classify.quoted_labels import (
    QuotedLabel,
    QuotedLabels,
    UnusableAnswer,
    instructions,
    labels_in,
    question,
)
from corpus.ids import digest
from pipelines.problems import ExitCode, UserProblem
from pipelines.texts.language_model import (
    Answer,
    LanguageModel,
    Message,
    NoAnswer,
    ServerAddress,
    is_outside,
    key_from_environment,
    server_address,
)
from pipelines.whole_files import whole_or_absent
from taxonomy.concept import Taxonomy
from taxonomy.load import shipped_taxonomy

_PATIENCE = 5
"""Texts that may go without an answer before the first answer came: then the model cannot do it."""

_ELSEWHERE = ("-cloud", ":cloud")
"""How the names end of models that an Ollama on this machine hands on to its maker's computers."""

_CUT = (
    "Let op: de server lijkt de vraag af te kappen, dus het taalmodel ziet niet alle labels. Geef "
    "het een venster van minstens 16.000 tokens (bij Ollama: OLLAMA_CONTEXT_LENGTH=16384). De "
    "antwoorden op afgekapte vragen worden niet bewaard."
)


@dataclass(frozen=True, slots=True)
class AnswerFolder:
    """Answers of language models, one file each, under the hash of what was asked."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The answer, None where there is none; a damaged file counts as none."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))["answer"]
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None
        return kept if isinstance(kept, str) else None

    def put(self, key: str, model: str, answer: str) -> None:
        """Keep an answer, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with whole_or_absent(self._path(key)) as stream:
            json.dump({"model": model, "answer": answer}, stream)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


@dataclass(slots=True)
class Tally:
    """What the second opinion came to, for a person who was not watching."""

    asked: int = 0
    remembered: int = 0
    unanswered: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


class SecondOpinion:
    """Asks a language model about texts, one by one."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        model: LanguageModel,
        answers: AnswerFolder,
        warn: Callable[[str], None],
    ) -> None:
        self.tally = Tally()
        self._taxonomy = taxonomy
        self._model = model
        self._answers = answers
        self._warn = warn
        self._warned = False
        self._instructions = instructions(taxonomy)

    def of(self, text: str) -> dict[str, object]:
        """What the model says of a text: model, labels with quotes, dropped and error.

        A text without an answer has a sentence in `error`. Raises UserProblem when no text will
        get an answer: the server is not there, or what it says is of no use from the start.
        """
        try:
            labels, error = self._labels(text), None
        except (NoAnswer, UnusableAnswer) as problem:
            labels, error = QuotedLabels(), str(problem)
            self._bear(error)
        self.tally.dropped.update(str(one.reason) for one in labels.dropped)
        return {
            "model": self._model.name,
            "labels": list(map(_label_row, labels.kept)),
            "dropped": len(labels.dropped),
            "error": error,
        }

    def _labels(self, text: str) -> QuotedLabels:
        if not any(map(str.isalnum, text)):
            return QuotedLabels()
        messages = (Message("system", self._instructions), Message("user", question(text)))
        key = digest(self._model.name, *(one.content for one in messages))
        remembered = self._remembered(key, text)
        if remembered is not None:
            return remembered
        answer = self._model.answer(messages)
        labels = labels_in(answer.text, text, self._taxonomy)
        self._keep(key, answer)
        self.tally.asked += 1
        return labels

    def _remembered(self, key: str, text: str) -> QuotedLabels | None:
        kept = self._answers.get(key)
        if kept is None:
            return None
        with suppress(UnusableAnswer):
            labels = labels_in(kept, text, self._taxonomy)
            self.tally.remembered += 1
            return labels
        return None

    def _keep(self, key: str, answer: Answer) -> None:
        """Keep an answer that could be read; of a cut question another may be better."""
        if not answer.is_cut:
            self._answers.put(key, self._model.name, answer.text)
        elif not self._warned:
            self._warned = True
            self._warn(_CUT)

    def _bear(self, error: str) -> None:
        self.tally.unanswered += 1
        answered = self.tally.asked + self.tally.remembered
        if not answered and self.tally.unanswered >= _PATIENCE:
            raise UserProblem(
                f"Het taalmodel {self._model.name} gaf op geen van de eerste {_PATIENCE} teksten "
                f"een bruikbaar antwoord. Bij de laatste: {error}",
                ExitCode.NIETS_BRUIKBAAR,
            )

    def summary(self) -> Iterator[str]:
        """Dutch lines for after the last text."""
        tally = self.tally
        yield (
            f"taalmodel {self._model.name}: gevraagd {tally.asked}, eerder gevraagd "
            f"{tally.remembered}, zonder antwoord {tally.unanswered}"
        )
        if tally.dropped:
            reasons = ", ".join(f"{reason} ({number})" for reason, number in tally.dropped.items())
            yield f"vervallen labels van het taalmodel: {reasons}"


def _refuse_what_cannot_be(name: str, server: str, answers: Path, *, texts_may_leave: bool) -> None:
    if not server:
        raise UserProblem(
            "Geef bij --language-model ook het adres van uw server, bijvoorbeeld --server "
            "http://127.0.0.1:11434/v1; er is geen standaardserver."
        )
    if not name:
        raise UserProblem("Geef bij --server ook met --language-model de naam van het taalmodel.")
    if name.endswith(_ELSEWHERE) and not texts_may_leave:
        raise UserProblem(
            f"{name} draait bij Ollama niet op uw server maar in de cloud: de teksten zouden de "
            "deur uit gaan. Kies een ander model, of geef ook --texts-may-leave als dat mag."
        )
    if answers.exists() and not answers.is_dir():
        raise UserProblem(f"{answers} is een bestand; geef bij --answers een map.")


def _leaving(address: ServerAddress, name: str) -> str:
    if not is_outside(address):
        return f"Let op: de teksten verlaten uw eigen netwerk, want {name} draait in de cloud."
    openly = "" if address.secure else ", onversleuteld"
    return f"Let op: de teksten verlaten uw eigen netwerk{openly}, naar {address.host}."


def _label_row(label: QuotedLabel) -> dict[str, object]:
    found = label.evidence
    return {"code": label.code, "quote": found.term, "start": found.start, "end": found.end}


def open_second_opinion(
    name: str,
    server: str,
    answers: Path,
    warn: Callable[[str], None],
    *,
    seconds: float,
    texts_may_leave: bool,
) -> SecondOpinion:
    """The second opinion of a model on a server. Raises UserProblem for what cannot be used."""
    _refuse_what_cannot_be(name, server, answers, texts_may_leave=texts_may_leave)
    address = server_address(server, may_be_outside=texts_may_leave)
    if is_outside(address) or name.endswith(_ELSEWHERE):
        warn(_leaving(address, name))
    model = LanguageModel(address, name, key=key_from_environment(), seconds=seconds)
    return SecondOpinion(shipped_taxonomy(), model, AnswerFolder(answers), warn)
