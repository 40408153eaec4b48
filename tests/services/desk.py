"""What tests of review share: a project with three layers, and a reviewer at work on it."""

from annotator.domain import edits
from annotator.domain.deciding import Reviewer
from annotator.domain.entities import GOLD, Author
from annotator.services.reviewing import open_review
from tests.storage.builders import make_project

TEXT = "The Port Authority of Velmora met Ilse Maren in Kastelholm. Maren left Velmora."
SOL = Author("sol-id", "sol")


class Desk:
    """A project with three layers, and a reviewer at work on its first document."""

    def __init__(self, folder, *texts):
        self.project = make_project(folder, *(texts or (TEXT,)), author=SOL)
        self.layers = [self.project.ensure_layer(name) for name in ("ines", "marek", "rita")]
        self.gold = self.project.ensure_layer(GOLD)
        self.document = self.project.id_of(1)

    def label(self, layer, words, label, number=1, document=None):
        document = document or self.document
        text, start = self.project.document(document).text, -1
        for _ in range(number):
            start = text.index(words, start + 1)
        scheme = self.project.scheme()
        on = self.project.annotations(document, layer.id)
        self.project.commit(edits.add_span(scheme, on, text, start, start + len(words), scheme.named(label)))

    def everybody(self, words, label, document=None):
        for layer in self.layers:
            self.label(layer, words, label, document=document)

    def span(self, layer, words):
        return next(one for one in self.said(layer).spans if TEXT[one.start : one.end] == words)

    def said(self, layer):
        return self.project.annotations(self.document, layer.id)

    @property
    def review(self):
        return open_review(self.project, self.layers, self.document)

    @property
    def by(self):
        return Reviewer(SOL.id, self.project.scheme())

    def position(self, words):
        return next(one for one in self.review.positions if one.start == TEXT.index(words))

    def do(self, decide, *arguments, by=None):
        self.project.commit(decide(by or self.by, self.review, *arguments))

    def golden(self):
        return sorted((TEXT[one.start : one.end], one.label) for one in self.said(self.gold).spans)
