"""What nobody but the client can know: confirmed in the case, by the questions of the platform and the violation."""

from collections.abc import Iterator
from datetime import datetime

from generator.case.model import Case
from generator.knowledge.model import Knowledge
from generator.rules.finding import Finding


def check_conduct(case: Case, knowledge: Knowledge, now: datetime) -> Iterator[Finding]:
    """Yield `conduct.<id>` for what the client has not confirmed; a plain no forbids filing."""
    for id_ in case.confirmations:
        answer = case.conduct.get(id_)
        if not answer:
            yield Finding(f"conduct.{id_}", case.place(f"conduct.{id_}"))
        if answer is False:
            values = {"confirmation": knowledge.confirmations[id_].checks}
            yield Finding("confirmation.refused", case.place(f"conduct.{id_}"), values)
