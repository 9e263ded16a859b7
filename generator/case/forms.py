"""Blank case forms, made from the schema and the knowledge base, so that they can't drift from either."""

from collections.abc import Iterator

from generator.knowledge.model import Action, Ask, EvidenceNeed, Knowledge, Platform, Violation
from generator.text import Text

LANGUAGES = ("zh", "en")


def blank_form(knowledge: Knowledge, platform: Platform, violation: Violation) -> str:
    """Return a commented `case.yml` for a violation; what must be filled stands empty, advice stands in comments."""
    language = platform.channels[violation.channels[0]].languages[0]
    # Korean is asked for only where the letter is filed in Korean.
    texts = "{en: , zh: , ko: }" if language == "ko" else "{en: , zh: }"
    lines = [
        f"# yaml-language-server: $schema=../../schemas/{schema_name(platform, violation)}",
        *_both(violation.names, "# {}"),
        "#",
        *_both(Text(*_INTRO), "# {}"),
        "",
        "case_id:                 # " + _one(_CASE_ID),
        f"platform: {platform.id}",
        f"violation: {violation.id}",
        f"marketplace: {next(iter(platform.marketplaces))}    # {', '.join(platform.marketplaces)}",
        f"channel: {violation.channels[0]}",
        *(f"#   {id_}: {_one(platform.channels[id_].names)}" for id_ in violation.channels),
        f"language: {language}    # {', '.join(platform.channels[violation.channels[0]].languages)}",
        "round: 1",
        "context:",
        "  fulfilment: seller       # seller: " + _one(_SELLER) + "; platform: " + _one(_PLATFORM),
        "  brand: reseller          # own: "
        + _one(_OWN)
        + "; reseller: "
        + _one(_RESELLER)
        + "; licensed: "
        + _one(_LICENSED),
        f"  enforcement: {violation.enforcement[0]}    # {', '.join(violation.enforcement)}",
        "client:",
        "  language: zh             # zh, en",
        "",
        *_both(Text(*_RISKS), "# {}"),
        *(f"#   {risk.id}: {_one(risk.names)}" for risk in knowledge.risks.values()),
        "# risks:",
        "#   - id:                  # " + _one(_RISK),
        "#     note: {zh: , en: }   # " + _one(_RISK_NOTE),
        "",
        *_both(Text(*_NOTICE), "# {}"),
        "notice:",
        "  received:                # 2026-11-20T09:30+09:00",
        "  # deadline:              # " + _one(_DEADLINE),
        "  file: notice.txt",
        "  references: {}           # {Suspension ID: SUS-…}",
        f"  policies: []             # {_one(_POLICIES)}: {', '.join(violation.policies)}",
        "  clauses: []",
        "  allegations:",
        "    - id: A1",
        "      quote:               # " + _one(_QUOTE),
        f"      says: {texts}",
        "      # count:             # " + _one(_COUNT),
        "      # items: []          # " + _one(_ITEMS),
        "",
        "seller:",
        f"  company: {texts}    # " + _one(_COMPANY),
        "  seller_id:",
        "  store:",
        "  signatory:",
        f"    name: {texts}",
        f"    title: {texts}",
        "    role: legal-representative    # legal-representative, account-holder, employee, agent",
        "  email:",
        "",
        "details:",
        *(line for name, ask in violation.ask.items() for line in _ask(name, ask)),
        "",
        *_conduct(knowledge, platform, violation),
        *_both(Text(*_RESPONSE), "# {}"),
        *_weak_and_strong(violation),
        "response:",
        "  - answers: [A1]",
        *_menu(knowledge, violation),
        "",
        *_both(Text(*_NEW_SINCE), "# {}"),
        "# new_since:",
        f"#   - {texts[:-1]}, proof: []}}",
        "",
        *_both(Text(*_EXHIBITS), "# {}"),
        *(line for need in violation.evidence for line in _need(need, knowledge)),
        "exhibits:",
        "  - id: E1",
        f"    kind: {violation.evidence[0].kind}",
        "    file:                  # exhibits/….pdf",
        f"    shows: {texts}",
        "    language: en           # zh, en, ko",
        *_paper(knowledge, violation.evidence[0].kind),
        "",
    ]
    return "\n".join(line.rstrip() for line in lines)


def schema_name(platform: Platform, violation: Violation) -> str:
    """Return the file name of the JSON Schema for cases of a violation."""
    return f"case.{platform.id}.{violation.id}.json"


def _both(text: Text, form: str) -> Iterator[str]:
    """Yield the text in Chinese and English, a line each."""
    for language in LANGUAGES:
        yield form.format(text.in_(language))


def _one(text: Text | tuple[str, str]) -> str:
    zh, en = (text.zh, text.en) if isinstance(text, Text) else text
    return f"{zh} / {en}"


def _ask(name: str, ask: Ask) -> Iterator[str]:
    """Yield one entry of `details` with what to write, and a weak and a strong answer where there is one."""
    need = "必填 / required" if ask.required else "可选 / optional"
    yield f"  # {need}: {_one(ask.prompt)}"
    if ask.weak and ask.strong:
        for language in LANGUAGES:
            yield f"  #   ✗ {ask.weak.in_(language)}"
            yield f"  #   ✓ {ask.strong.in_(language)}"
    for key, text in ask.choices.items():
        yield f"  #   {key}: {_one(text)}"
    mark = "" if ask.required else "# "
    yield f"  {mark}{name}:    # {ask.type}, 例 / e.g. {ask.example}"


def _conduct(knowledge: Knowledge, platform: Platform, violation: Violation) -> Iterator[str]:
    """Yield what the client confirms before filing, each question as a comment above its key."""
    wanted = (*platform.confirmations, *violation.confirmations)
    if wanted:
        yield from _both(Text(*_CONDUCT), "# {}")
        yield "conduct:"
        for id_ in wanted:
            yield f"  # {_one(knowledge.confirmations[id_].asks)}"
            yield f"  {id_}:    # true, false"
        yield ""


def _weak_and_strong(violation: Violation) -> Iterator[str]:
    for answer in violation.answers:
        yield f"#   {_one(answer.about)}"
        for language in LANGUAGES:
            yield f"#     ✗ {answer.weak.in_(language)}"
            yield f"#     ✓ {answer.strong.in_(language)}"


def _menu(knowledge: Knowledge, violation: Violation) -> Iterator[str]:
    """Yield the three lists of statements: the first action open to be filled, all others as comments."""
    for kind in ("root_cause", "corrective", "preventive"):
        yield f"    {kind}:"
        for index, id_ in enumerate(getattr(violation.actions, kind)):
            yield from _action(knowledge.actions[id_], "      " if index == 0 else "      # ")


def _action(action: Action, indent: str) -> Iterator[str]:
    yield f"      # {_one(action.names)}"
    if action.hint:
        yield f"      #   {_one(action.hint)}"
    yield f"{indent}- use: {action.id}"
    if action.kind == "root_cause":
        yield f"{indent}  # count:             # " + _one(_EXPLAINS)
    else:
        planned = "; planned: " + _one(_PLANNED) if action.planned else ""
        yield f"{indent}  done:                # " + _one(_DONE) + planned
    for name, type_ in action.slots.items():
        optional = type_.endswith("?")
        yield f"{indent}  {'# ' if optional else ''}{name}:    # {type_.rstrip('?')}"
    proof = f"    # {', '.join(action.proof)}" if action.proof else ""
    yield f"{indent}  proof: []{proof}"


def _need(need: EvidenceNeed, knowledge: Knowledge) -> Iterator[str]:
    marks = {"must": "必须 / must", "should": "建议 / should", "never": "不要 / never"}
    when = ", ".join(f"{name}: {'|'.join(values)}" for name, values in vars(need.when).items() if values)
    kind = knowledge.evidence[need.kind]
    yield f"#   {marks[need.need]}: {need.kind} ({_one(kind.names)}){f' [{when}]' if when else ''}"
    yield f"#       {_one(need.why)}"


def _paper(knowledge: Knowledge, kind_id: str) -> Iterator[str]:
    kind = knowledge.evidence[kind_id]
    if kind.dated:
        yield "    issued:                # 2026-11-20"
    if kind.expires:
        yield "    expires:"
    if kind.signed:
        yield "    signed: true"
    if kind.fields:
        yield "    fields:"
        for name, field in kind.fields.items():
            yield f"      {'' if field.required else '# '}{name}:    # {field.type}: {_one(field.names)}"


_INTRO = (
    "复制到客户文件夹，改名为 case.yml，按注释填写；写完运行 python build.py review case.yml。只写事实，没有的不要写。",
    "Copy it into the client's folder as case.yml and fill it in; then run python build.py review case.yml. "
    "Write facts only; what you do not know, leave out.",
)
_CASE_ID = ("自己起的编号，只用字母、数字、- 和 _", "your own id: letters, digits, - and _")
_SELLER = ("卖家自发货", "shipped by the seller")
_PLATFORM = ("平台仓发货", "shipped by the platform")
_OWN = ("自有品牌", "own brand")
_RESELLER = ("分销", "reseller")
_LICENSED = ("获授权生产", "under licence")
_RISKS = (
    "影响结果的情况：问过客户，确有其事才写；没有就不写。写进去的会出现在可行性评估里。",
    "What bears on the outcome: ask the client, and name only what is so. The feasibility report prints it.",
)
_RISK = (
    "上面的一项；涉及具体附件的，加 exhibits: [E1]",
    "one of the above; add exhibits: [E1] where it is about a paper",
)
_RISK_NOTE = ("客户的原话，一句", "what the client said, one sentence")
_NOTICE = (
    "通知：把平台来信原文（全文）存成 notice.txt。每一条指控写一个 allegation，quote 必须逐字来自原文。",
    "The notice: save the platform's message, whole, as notice.txt. One allegation for each point; quote word for word.",
)
_POLICIES = ("通知点名引用的规则才写", "only those the notice cites")
_DEADLINE = ("通知写明的期限；没有写就删掉这行", "as the notice says it; leave out when it names none")
_QUOTE = ("通知原句", "the sentence of the notice")
_COUNT = ("涉及多少单或多少件", "how many orders or items it concerns")
_ITEMS = ("订单号或商品编号", "their numbers")
_COMPANY = ("与平台注册名完全一致", "exactly as registered with the platform")
_CONDUCT = (
    "请客户本人逐条确认：属实写 true，不属实写 false；没有问过就空着，自查会提醒。",
    "For the client to confirm, one by one: true if it is so, false if it is not; left empty, the self-check asks.",
)
_RESPONSE = (
    "回应：先选原因，再选已做的（done）和将做的（planned）。没有合适的，用 en/zh/ko 和 label 写自己的话。"
    "还没写时用 response: []，可先运行 python build.py feasibility case.yml 看值不值得申。",
    "The answer: pick a cause, then what was done (done) and what will be (planned). Where nothing fits, "
    "use your own words with en, zh, ko and label. Before it is written, put response: [] and run "
    "python build.py feasibility case.yml to see whether an appeal is worth filing.",
)
_EXPLAINS = ("这个原因解释了多少单", "how many of the orders it accounts for")
_DONE = ("完成日期", "the day it was done")
_PLANNED = ("计划日期（与 done 二选一）", "the day it will be (instead of done)")
_NEW_SINCE = (
    "第2轮及以后才写：与上次提交相比新增的事实和材料，一行一件，印在信的开头。",
    "From round 2 on: the facts and papers that are new since the last filing, one a line; they open the letter.",
)
_EXHIBITS = (
    "证据：文件放在 case.yml 旁边的 exhibits 文件夹。每份文件写一句它证明什么。",
    "Exhibits: put the files into the folder exhibits beside case.yml. For each, say in one sentence what it proves.",
)
