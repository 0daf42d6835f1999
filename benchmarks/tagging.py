"""How fast texts are tagged: python benchmarks/tagging.py [TEXTS.jsonl]

Side by side in one run, on the same texts: `rodedraden tag` without the start (reading, vectors,
weighing, evidence, the JSON line), and as a yardstick a plain scikit-learn TF-IDF with logistic
regression, fitted on the training passages. Prints passages a second, the ratio and the most memory
that the process held. Without TEXTS the training passages are tagged.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from pipelines.models.tagger import training_passages
from pipelines.progress import Silent
from pipelines.texts.loose_texts import LooseText, write_labels
from pipelines.texts.many_texts import open_labeller


def main() -> None:
    """Print the three figures."""
    passages = [one for one in training_passages() if not one.is_clause]
    texts = [one.text for one in passages]
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"{len(texts)} texts, {words:.0f} words each")
    ours = rodedraden_rate(texts)
    print(f"rodedraden tag         {ours:8.0f} passages a second")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = yardstick_rate(passages, texts)
    print(f"plain TF-IDF + linear  {plain:8.0f} passages a second")
    print(f"ratio {ours / plain:.2f}; most memory before the yardstick {memory:.0f} MB")


def rodedraden_rate(texts: list[str]) -> float:
    """Passages a second, models loaded."""
    rows = [LooseText(id=str(number), text=text) for number, text in enumerate(texts)]
    opened = open_labeller("dutch-static", len(texts))
    with tempfile.TemporaryDirectory() as folder, opened as labeller:
        target = Path(folder) / "labels.jsonl"
        write_labels(rows, target, labeller, None, Silent())  # opens the models in every process
        start = time.perf_counter()
        write_labels(rows, target, labeller, None, Silent())
        return len(texts) / (time.perf_counter() - start)


def yardstick_rate(passages: list[object], texts: list[str]) -> float:
    """Passages a second of the plain pipeline, fitted."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    labels = MultiLabelBinarizer().fit_transform([one.labels for one in passages])
    model = OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear"))
    model.fit(vectorizer.fit_transform([one.text for one in passages]), labels)
    start = time.perf_counter()
    for place in range(0, len(texts), 512):
        model.predict_proba(vectorizer.transform(texts[place : place + 512]))
    return len(texts) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
