"""One page being written: its address and language, and the words, links and dates it needs."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator import templating
from generator.clock import format_date
from generator.knowledge.model import Action, Conflict, Fact, Knowledge, Platform
from generator.knowledge.when import When
from generator.text import Text, has_han, has_hangul, squeeze
from generator.website import addresses, markup

_BOOST = {
    "home": 2,
    "violation": 3,
    "sources": 0.2,
    "changes": 0.3,
    "checks": 0.5,
    "glossary": 0.6,
    "conflicts": 0.7,
}
"""How much a hit on pages of a kind counts in the search: first the pages that say what to do."""


class Page:
    """The hand that writes one page. Templates ask it for words; what it returns is Markdown."""

    def __init__(self, knowledge: Knowledge, language: str, today: date, path: str) -> None:
        """Begin the page at `path` in `language`; `today` is the day of the build."""
        self.knowledge = knowledge
        self.language = language
        self.today = today
        self.path = path

    # Words

    def word(self, key: str, **values: object) -> str:
        """Return one of the site's small words; its values are Markdown already."""
        text = squeeze(self.knowledge.ui[f"site_{key}"].in_(self.language))
        return markup.inline(text).replace("&#123;", "{").replace("&#125;", "}").format(**values)

    def plain(self, key: str, **values: object) -> str:
        """Return one of the site's small words without markup, for titles and attributes."""
        return self.knowledge.word(f"site_{key}", self.language, **values)

    def t(self, text: Text | None) -> str:
        """Return a text in the page's language."""
        return markup.inline(text.in_(self.language)) if text else ""

    def quoted(self, text: str) -> str:
        """Return words of a platform, marked with the language they are in."""
        language = "ko" if has_hangul(text) else "zh" if has_han(text) else "en"
        inner = markup.korean(text) if language == "ko" else self._marked(markup.inline(text), language)
        return self.word("quoted", text=inner)

    def literal(self, text: str) -> str:
        """Return a name, a path or a number as it stands."""
        return markup.inline(text)

    def korean(self, text: Text) -> str:
        """Return the Korean of a text, or say that there is none."""
        return markup.korean(text.ko) if text.ko else f'<span class="missing">{self.word("no_korean")}</span>'

    def filed(self, text: Text, language: str) -> str:
        """Return a text in a language of filing; missing Korean is said, not replaced."""
        return (
            self.korean(text)
            if language == "ko"
            else self._marked(markup.inline(text.in_(language)), language)
        )

    def as_filed(self, platform: Platform, text: Text) -> str:
        """Return a name in the languages a platform is written to, as its notices use it; "" if that is the page's."""
        languages = dict.fromkeys(language for c in platform.channels.values() for language in c.languages)
        return " · ".join(self.filed(text, language) for language in languages if language != self.language)

    def with_blanks(self, text: Text) -> str:
        """Return a text whose `{name}` parts become blanks."""
        return markup.with_named_blanks(text.in_(self.language), self.slot)

    def action(self, text: Text, action: Action, language: str) -> str:
        """Return an action's text with its slots as blanks."""
        if not text.has(language):
            return self.filed(text, language)
        slots = dict(action.slots) if action.kind == "root_cause" else {**action.slots, "date": "date"}
        filled = markup.with_slots(
            text.in_(language), language, slots, lambda name, kind: self.slot(name, kind, action.id)
        )
        return self._marked(filled, language)

    def hint(self, action: Action) -> str:
        """Return an action's hint, the names of its slots as the words that its blanks show."""
        if action.hint is None:
            return ""
        text = action.hint.in_(self.language)
        for name, kind in action.slots.items():
            label = self.slot(name, kind.rstrip("?"), action.id)
            text = markup.with_slot_word(text, self.language, name, label)
        return markup.inline(text)

    def _marked(self, markdown: str, language: str) -> str:
        """Return Markdown in a language; one that is not the page's is marked. Korean is marked already."""
        return markdown if language in (self.language, "ko") else f'<span lang="{language}">{markdown}</span>'

    def slot(self, name: str, kind: str = "", action: str = "") -> str:
        """Return what belongs into a blank: the action's own word, the one for the type, or the one for the name.

        A name the words don't know is shown as it is written.
        """
        ui = self.knowledge.ui
        special = (f"site_slot_{name}_in_{action}", f"site_slot_{name}_as_{kind.rstrip('?')}")
        known = next((ui[key] for key in (*special, f"site_slot_{name}") if key in ui), None)
        label = known.in_(self.language) if known else name.replace("_", " ")
        return self.plain("optional_slot", slot=label) if kind.endswith("?") else label

    def day(self, day: date) -> str:
        """Return a day in words."""
        return format_date(day, self.language)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as one phrase."""
        return ("、" if self.language == "zh" else ", ").join(items)

    def joined(self, sentences: Iterable[str]) -> str:
        """Return sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(s for s in sentences if s)

    def clauses(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence one after the other, with a semicolon between them."""
        bare = [part.rstrip("。.") for part in parts]
        return self.joined([*(f"{part}{self.word('when_and')}" for part in bare[:-1]), *bare[-1:]])

    def choice(self, kind: str, value: str) -> str:
        """Return the word for one of the schema's fixed values."""
        return self.word(f"{kind}_{value.replace('-', '_')}")

    def choices(self, kind: str, values: Iterable[str]) -> str:
        """Return the words for some of the schema's fixed values."""
        return self.listed(self.choice(kind, value) for value in values)

    def amount(self, value: str, unit: str | None) -> str:
        """Return a value with its unit, for example `7个工作日` or `7 working days`."""
        # A published range may be written with a hyphen; readers get a dash.
        number = (
            value.replace("-", "–") if all(part.strip().isdigit() for part in value.split("-")) else value
        )
        key = f"unit_{(unit or 'none').replace('-', '_')}"
        one = f"{key}_one"
        return self.word(
            one if value == "1" and f"site_{one}" in self.knowledge.ui else key, value=markup.inline(number)
        )

    def limit(self, value: int | None, unit: str) -> str:
        """Return a limit of a channel; None is not known."""
        return self.word("limit_unknown") if value is None else self.amount(str(value), unit)

    def when(self, when: When) -> str:
        """Return in which cases something holds; "" for always."""
        parts = [
            self.listed(self.choice(f"when_{name}", value) for value in values)
            for name, values in vars(when).items()
            if values
        ]
        return self.clauses(parts)

    # Links

    def to(self, target: str, anchor: str = "") -> str:
        """Return the address of another page, seen from this one."""
        return addresses.relative(self.path, target, anchor)

    def link(self, label: str, target: str, anchor: str = "") -> str:
        """Return a link to another page; the label is Markdown."""
        return f"[{label}]({self.to(target, anchor)})"

    def evidence(self, kind: str) -> str:
        """Return a link to a type of proof."""
        return self.link(self.t(self.knowledge.evidence[kind].names), addresses.EVIDENCE, kind)

    def violation(self, platform: Platform, id_: str) -> str:
        """Return a link to a violation's page."""
        return self.link(self.t(platform.violations[id_].names), addresses.violation(platform.id, id_))

    def violations(self, platform: Platform, ids: Iterable[str]) -> str:
        """Return links to some violations' pages, or say that all are meant."""
        return self.listed(self.violation(platform, id_) for id_ in ids) or self.word("all_violations")

    def conflict(self, conflict: Conflict) -> str:
        """Return a link to an entry of the conflict register."""
        return self.link(self.t(conflict.names), addresses.CONFLICTS, conflict.id)

    def source(self, id_: str, label: str = "") -> str:
        """Return a link to where something is said, or to its entry when it has no address."""
        source = self.knowledge.sources[id_]
        label = label or markup.inline(source.publisher)
        if not source.url:
            return self.link(label, addresses.SOURCES, id_)
        # These would end the link, or the table's cell, early.
        url = source.url.translate({ord(mark): f"%{ord(mark):02X}" for mark in "()<>| "})
        title = markup.attribute(source.title.in_(self.language)) if source.title else ""
        return f'[{label}](<{url}>){{title="{title}" rel="noreferrer"}}' if title else f"[{label}](<{url}>)"

    def sources(self, ids: Iterable[str]) -> str:
        """Return links to all sources of a statement; several of one publisher are numbered."""
        by_publisher: dict[str, list[str]] = {}
        for id_ in ids:
            by_publisher.setdefault(self.knowledge.sources[id_].publisher, []).append(id_)
        links = []
        for publisher, found in by_publisher.items():
            name = markup.inline(publisher)
            labels = [f"{name} 1", *map(str, range(2, len(found) + 1))] if len(found) > 1 else [name]
            links += [self.source(id_, label) for id_, label in zip(found, labels, strict=True)]
        return self.listed(links)

    def basis(self, facts: Iterable[str]) -> str:
        """Return links to the facts that stand behind something, or ""."""
        links = [self.fact_link(self.knowledge.fact(id_), str(n)) for n, id_ in enumerate(facts, 1)]
        return f'<span class="basis">{self.word("basis", links=self.listed(links))}</span>' if links else ""

    def fact_link(self, fact: Fact, label: str) -> str:
        """Return a link to a fact on the page of its topic."""
        platform = next(p.id for p in self.knowledge.platforms.values() if fact.id in p.facts)
        return self.link(label, addresses.fact_page(platform, fact.topic), addresses.fact_anchor(fact.id))

    # Marks

    def chip(self, kind: str, value: str) -> str:
        """Return a fixed value as a small label; its words carry the meaning, its colour only repeats it."""
        return f'<span class="chip chip--{value}">{self.choice(kind, value)}</span>'

    def proof(self, status: str, sources: Iterable[str], checked: date) -> str:
        """Return how sure a statement is (with a status), who says it, and when somebody last looked."""
        chip = [self.chip("status", status)] if status else []
        parts = (*chip, self.sources(sources), self.word("checked", date=self.day(checked)))
        return f'<span class="meta">{" · ".join(parts)}</span>'

    def render(
        self, template: str, title: str, description: str = "", *, hide: str = "", **values: object
    ) -> str:
        """Return the page: the filled template under its head. `hide` leaves out a part of the frame."""
        boost = _BOOST.get(template, 1)
        body = templating.render(f"site/{template}.md", self.language, markup=False, page=self, **values)
        return _head({"title": title, "description": description}, hide, boost) + _tidy(body)


def _head(meta: Mapping[str, str], hide: str, boost: float) -> str:
    """Return the front matter. Quoting doubles every quote, so that no text can end it."""
    lines = [
        f"{key}: '{squeeze(value).replace(chr(39), chr(39) * 2)}'" for key, value in meta.items() if value
    ]
    if hide:
        lines.append(f"hide: [{hide}]")
    if boost != 1:
        lines.append(f"search: {{boost: {boost}}}")
    return "\n".join(["---", *lines, "---", "", ""])


def _tidy(body: str) -> str:
    """Return the text without stray blanks at line ends and without runs of empty lines."""
    lines: list[str] = []
    for line in (line.rstrip() for line in body.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"
