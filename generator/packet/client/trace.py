"""Which cause, action and exhibit answers which point of the notice, and where each stands in the case."""

from collections.abc import Iterator

from generator.case.model import Case, Response
from generator.packet.letter import Composer
from generator.packet.plan import TraceGroup, TraceRow


def trace(case: Case, composer: Composer) -> tuple[TraceGroup, ...]:
    """Return, for each point of the notice, one row for each way over its causes to an action with its exhibits."""
    return tuple(
        TraceGroup(
            composer.points[allegation.id], allegation.quote, allegation.says.in_(case.client_language),
            tuple(row for r in case.responses if allegation.id in r.answers for row in _trace_rows(r, composer)),
        )
        for allegation in case.notice.allegations
    )  # fmt: skip


def _trace_rows(response: Response, composer: Composer) -> Iterator[TraceRow]:
    client = composer.case.client_language
    causes = response.of("root_cause")
    for action in (*response.of("corrective"), *response.of("preventive")):
        proof = {id_ for statement in (*causes, action) for id_ in statement.proof}
        sources = [statement.place.short for statement in (*causes, action)]
        if action.action:
            sources.append(composer.knowledge.places[f"actions/{action.action.id}"])
        yield TraceRow(
            causes=tuple(cause.label.in_(client) for cause in causes), action=action.label.in_(client),
            when=action.done or action.planned, planned=action.is_planned,
            exhibits=tuple(e.label for e in composer.exhibits if e.exhibit.id in proof), source=tuple(sources),
        )  # fmt: skip
