"""The view ``quiz``: a self-test made from the handbook's own data. It works without a script, and better with it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.render.quiz import Asks, Question, QuizMaker
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

COUNT = 8
_MOST = 50
_ASKED = {
    Asks.WHO: "Who does the step “{step}”?",
    Asks.WHEN: "By when is the step “{step}” done?",
    Asks.FORM: "Which form does the step “{step}” put out?",
    Asks.NEXT: "What comes after the step “{step}”?",
}
_NEXT_IF = "What comes after the step “{step}” if “{guard}”?"


def fill_quiz(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the questions about the chosen processes."""
    processes = chosen_processes(view, pages)
    if not processes:
        return say_nothing(view, pages, words("No process matches this filter."))
    written = view["options"].get("count", "").strip().lstrip("0")
    count = min(int(written[:3]), _MOST) if written.isascii() and written.isdigit() else COUNT
    questions = QuizMaker(pages.catalogue).questions(processes, count)
    if not questions:
        return say_nothing(view, pages, words("The data holds too little for a question."))
    several = len(processes) > 1
    if pages.builder.format == "html":
        return [nodes.raw("", _html(view, questions, pages, several=several), format="html")]
    return _plain(questions, pages, several=several)


def asked(question: Question, *, several: bool) -> str:
    """Return a question in words; with several processes each names its own."""
    text = words(_NEXT_IF if question.guard else _ASKED[question.asks])
    text = text.replace("{step}", question.step.title).replace("{guard}", question.guard)
    return words("{process}: {question}").format(process=question.process.title, question=text) if several else text


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _html(view: our.procstd_view, questions: tuple[Question, ...], pages: PageBuilder, *, several: bool) -> str:
    """Return the test: groups of choices, each with its answer folded away."""
    texts = {
        "check": words("Check"),
        "right": words("Right."),
        "wrong": words("Not quite."),
        "choose": words("Choose an answer first."),
        "score": words("{right} of {answered} right, {all} questions"),
        "again": words("Start again"),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in texts.items())
    name = f"procstd-quiz-{view.line or 0}-{questions[0].process.id}-{questions[0].step.id}"
    items = [_question(question, f"{name}-{place}", pages, several=several) for place, question in enumerate(questions)]
    return f'<div class="procstd-quiz"{data}>\n<ol>\n{"".join(items)}</ol>\n</div>\n'


def _question(question: Question, name: str, pages: PageBuilder, *, several: bool) -> str:
    segment = pages.step_segment(question.process, question.step)
    place = f'<a href="{escape(segment.uri)}">{escape(segment.text)}</a>' if segment.uri else escape(segment.text)
    answer = f"{_letter(question.right)}. {escape(question.options[question.right])}"
    choices = "".join(
        f'<label><input type="radio" name="{escape(name)}" value="{index}"/> '
        f"<span>{_letter(index)}. {escape(option)}</span></label>\n"
        for index, option in enumerate(question.options)
    )
    return (
        f'<li><fieldset data-answer="{question.right}"><legend>{escape(asked(question, several=several))}</legend>\n'
        f"{choices}</fieldset>\n"
        f"<details><summary>{escape(words('Show the answer'))}</summary>"
        f"<p>{answer} <span>→ {place}</span></p></details></li>\n"
    )


def _plain(questions: tuple[Question, ...], pages: PageBuilder, *, several: bool) -> list[nodes.Node]:
    """Return the questions as a list, and the answers after all of them, each with its step."""
    items, answers = [], []
    for question in questions:
        text = nodes.paragraph("", asked(question, several=several))
        options = (nodes.paragraph("", f"☐ {_letter(index)}. {text}") for index, text in enumerate(question.options))
        items.append(nodes.list_item("", text, *options))
        segment = pages.step_segment(question.process, question.step)
        right = f"{_letter(question.right)}. {question.options[question.right]} → "
        answers.append(nodes.list_item("", nodes.paragraph("", "", nodes.Text(right), link(segment.text, segment.uri))))
    head = nodes.paragraph("", "", nodes.strong("", words("Answers")))
    return [
        nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix="."),
        head,
        nodes.enumerated_list("", *answers, enumtype="arabic", prefix="", suffix="."),
    ]


VIEW = View(name="quiz", fill=fill_quiz, assets=("procstd-views-forms.css", "procstd-quiz.js"))
