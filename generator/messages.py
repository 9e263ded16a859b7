"""The words of every problem, in English and Chinese: what is wrong, and the way out."""

from generator.errors import Problem

MESSAGES: dict[str, dict[str, str]] = {
    "file-missing": {
        "en": "there is no file {file}. Check the name, capitals included, or take the entry out",
        "zh": "找不到文件 {file}。请核对文件名（区分大小写），或删掉这一项",
    },
    "folder-missing": {
        "en": "there is no folder {file}",
        "zh": "找不到文件夹 {file}",
    },
    "file-unreadable": {
        "en": "{file} can't be opened ({reason}). Close other programs that hold it, or correct its rights",
        "zh": "无法打开 {file}（{reason}）。请关闭占用该文件的程序，或修改权限",
    },
    "not-utf8": {
        "en": "the file is not UTF-8; it looks like {encoding}. Save it as UTF-8 in your editor",
        "zh": "文件不是 UTF-8 编码，看起来是 {encoding}。请在编辑器里另存为 UTF-8",
    },
    "too-large": {
        "en": "the file has {size} KB, the limit is {limit} KB. Split it into smaller files",
        "zh": "文件有 {size} KB，上限为 {limit} KB。请拆成几个小文件",
    },
    "too-deep": {
        "en": "the structure is nested deeper than {limit} levels. Flatten it",
        "zh": "嵌套超过 {limit} 层。请减少层级",
    },
    "alias": {
        "en": "anchors and aliases (& and *) are not taken. Write the value out where it is needed",
        "zh": "不支持锚点和别名（& 与 *）。请在需要的位置直接写出内容",
    },
    "tag": {
        "en": "tags ({tag}) are not taken. If the text begins with !, put it in quotes",
        "zh": "不支持标签（{tag}）。如果文字以 ! 开头，请加引号",
    },
    "tab": {
        "en": "a tab stands in the indentation. Use spaces only",
        "zh": "缩进里有制表符（Tab）。请只用空格",
    },
    "control-character": {
        "en": "there is an invisible control character ({character}). Delete it",
        "zh": "这里有不可见的控制字符（{character}）。请删除",
    },
    "yaml-syntax": {
        "en": "this is not valid YAML: {reason}. Look at this line and the one above it",
        "zh": "这里不是正确的 YAML：{reason}。请检查这一行和上一行",
    },
    "several-documents": {
        "en": "a second document begins here (---). Keep one document a file",
        "zh": "这里开始了第二个文档（---）。一个文件只放一个文档",
    },
    "key-not-text": {
        "en": "a key must be plain text",
        "zh": "键必须是普通文本",
    },
    "duplicate-key": {
        "en": "{key} stands twice; the first is in line {first}. Keep one",
        "zh": "{key} 写了两次，第一次在第 {first} 行。请只保留一个",
    },
    "empty-file": {
        "en": "the file is empty. Fill it or delete it",
        "zh": "文件是空的。请填写内容或删除文件",
    },
    "unknown-key": {
        "en": "unknown key {key}{guess}. Known here: {known}",
        "zh": "没有 {key} 这个键{guess}。这里可用的键：{known}",
    },
    "missing-key": {
        "en": "{key} is missing. Add it",
        "zh": "缺少 {key}。请补上",
    },
    "missing-translation": {
        "en": "the text has no {language} version ({key}). Add it",
        "zh": "这段文字缺少{language}（{key}）。请补上",
    },
    "wrong-type": {
        "en": "expected {expected}, got {got}",
        "zh": "应为{expected}，实际是 {got}",
    },
    "empty-value": {
        "en": "the value is empty; expected {expected}. Fill it in or remove the key",
        "zh": "值是空的，应为{expected}。请填写或删掉这个键",
    },
    "no-such-date": {
        "en": "{got} does not exist in the calendar. Write a real day as YYYY-MM-DD",
        "zh": "日历上没有 {got} 这一天。请按 YYYY-MM-DD 写真实日期",
    },
    "no-zone": {
        "en": "{got} has no time zone. Write it like 2026-11-20T09:30+09:00",
        "zh": "{got} 没有时区。请写成 2026-11-20T09:30+09:00 的形式",
    },
    "not-allowed": {
        "en": "{got} is not one of: {allowed}{guess}",
        "zh": "{got} 不在可选值之内{guess}。可选：{allowed}",
    },
    "number-or-unknown": {
        "en": "{got} is neither a whole number nor unknown{guess}",
        "zh": "{got} 既不是整数，也不是 unknown{guess}",
    },
    "pattern": {
        "en": "{got} does not have the form {pattern}",
        "zh": "{got} 不符合格式 {pattern}",
    },
    "out-of-range": {
        "en": "{got} is outside the range: {limit}",
        "zh": "{got} 超出范围：{limit}",
    },
    "length": {
        "en": "the length (entries or characters) is {got}; it must be {limit}",
        "zh": "条数或字数为 {got}，应 {limit}",
    },
    "bad-regex": {
        "en": "{got} is not a regular expression: {reason}",
        "zh": "{got} 不是正确的正则表达式：{reason}",
    },
    "bad-timezone": {
        "en": "{got} is not a time zone. Write one like Asia/Seoul",
        "zh": "{got} 不是时区名。请写成 Asia/Seoul 这样",
    },
    "bad-country": {
        "en": "there is no calendar of public holidays for {got}. Write the country's two capital letters, like KR",
        "zh": "没有 {got} 的法定节假日日历。请写两位大写国家代码，如 KR",
    },
    "bad-template": {
        "en": "the text can't be filled in: {reason}",
        "zh": "这段文字无法填入：{reason}",
    },
    "dangling-id": {
        "en": "nothing in {collection} has the id {got}{guess}",
        "zh": "{collection} 里没有 {got}{guess}",
    },
    "dangling-file": {
        "en": "the file belongs to no known kind{guess}. Known in this folder: {known}",
        "zh": "不认识这个文件{guess}。此文件夹可放：{known}",
    },
    "id-twice": {
        "en": "the id {got} is also used in {other}. Ids of this kind hold for the whole knowledge base",
        "zh": "编号 {got} 在 {other} 里已经用过。此类编号在整个知识库里必须唯一",
    },
    "id-repeated": {
        "en": "the id {got} is also the id of {other}. Give one of them another",
        "zh": "编号 {got} 已用于 {other}。请改其中一个",
    },
    "listings-form": {
        "en": "{file} must be a CSV table whose heading has the columns listing and group; known are: {columns}",
        "zh": "{file} 必须是 CSV 表格，表头要有 listing 和 group 两列；可用的列：{columns}",
    },
    "listings-count": {
        "en": "{file} names {count} listing(s), expected {fewest} to {most}. Split longer tables into several cases",
        "zh": "{file} 有 {count} 个商品，应为 {fewest} 到 {most} 个。更多的请分成几个案件",
    },
    "listings-cell": {
        "en": "{file}: row {row}, column {column}: expected {expected}, got “{got}”",
        "zh": "{file}：第 {row} 行 {column} 列应为 {expected}，实际是“{got}”",
    },
    "group-empty": {
        "en": "no listing of the table belongs to the group {group}. Write {group} into the group column, or take the group out",
        "zh": "表格里没有商品属于 {group} 这一组。请在 group 列填写 {group}，或删掉这一组",
    },
    "relation": {
        "en": "{reason}",
        "zh": "{reason_zh}",
    },
    "slot-missing": {
        "en": "the action {action} needs {slot} ({type}). Add it",
        "zh": "动作 {action} 需要填写 {slot}（{type}）。请补上",
    },
    "statement-form": {
        "en": "write either use: with the id of an action, or your own words in en and zh with a label",
        "zh": "请二选一：用 use: 写动作编号，或用 en 和 zh 写自己的话并加 label",
    },
    "path-outside": {
        "en": "{file} leads out of the folder this entry stands in. Put the file inside it and name it from there",
        "zh": "{file} 指向本文件所在文件夹之外。请把文件放进该文件夹，再写相对路径",
    },
    "path-form": {
        "en": "{file} is not a plain relative path. Use forward slashes and no drive letter",
        "zh": "{file} 不是普通的相对路径。请用正斜杠，不要写盘符",
    },
    "file-link": {
        "en": "{file} is a link. Copy the real file into the folder",
        "zh": "{file} 是链接。请把真实文件复制到文件夹里",
    },
    "file-too-large": {
        "en": "{file} has {size} MB; files over {limit} MB are not taken. Scan it again at a lower resolution",
        "zh": "{file} 有 {size} MB，超过 {limit} MB 的文件不予处理。请降低分辨率重新扫描",
    },
    "file-empty": {
        "en": "{file} is empty (0 bytes). Ask the client to send it again",
        "zh": "{file} 是空文件（0 字节）。请让客户重新发送",
    },
    "file-kind": {
        "en": "{file} is not what its name says: the content is {found}. Rename it or export it again",
        "zh": "{file} 的内容与扩展名不符：实际是 {found}。请改名或重新导出",
    },
    "file-unsupported": {
        "en": "{file}: this kind of file can't be filed. Save it as {wanted} first",
        "zh": "{file}：这类文件不能提交。请先另存为 {wanted}",
    },
    "pdf-damaged": {
        "en": "{file} is damaged and can't be read as PDF. Ask for a fresh copy",
        "zh": "{file} 已损坏，无法作为 PDF 打开。请索取新的副本",
    },
    "pdf-locked": {
        "en": "{file} is locked by a password. Remove the password and save it again",
        "zh": "{file} 有密码保护。请去掉密码后重新保存",
    },
    "pdf-empty": {
        "en": "{file} has no pages",
        "zh": "{file} 没有页面",
    },
    "image-damaged": {
        "en": "{file} is damaged or cut short and can't be read as a picture. Ask for the original",
        "zh": "{file} 已损坏或不完整，无法作为图片打开。请索取原图",
    },
    "image-too-big": {
        "en": "{file} has {pixels} million pixels; the limit is {limit}. Make it smaller",
        "zh": "{file} 有 {pixels} 百万像素，上限为 {limit}。请缩小图片",
    },
    "zip-bomb": {
        "en": "{file} unpacks to more than {limit} MB and is refused. Ask where it comes from",
        "zh": "{file} 解压后超过 {limit} MB，已拒绝。请核实来源",
    },
    "csv-form": {
        "en": "{file} can't be read as a table: {reason}. Export it again as CSV (UTF-8)",
        "zh": "{file} 无法作为表格读取：{reason}。请重新导出为 CSV（UTF-8）",
    },
    "csv-rows": {
        "en": "{file} has {rows} row(s), expected 2 (heading and one entry) to {limit}. Check the export",
        "zh": "{file} 有 {rows} 行，应为 2（表头加一条记录）到 {limit} 行。请检查导出内容",
    },
    "csv-uneven": {
        "en": "{file}: row {row} has {cells} cells, the heading has {heading}. Export it again or mend that row",
        "zh": "{file}：第 {row} 行有 {cells} 格，表头有 {heading} 格。请重新导出或修正该行",
    },
    "logo-form": {
        "en": "{file} is not a picture. Save the logo as PNG or JPG",
        "zh": "{file} 不是图片。请把标志存为 PNG 或 JPG",
    },
    "colour-too-light": {
        "en": "{got} is hard to read on white paper (contrast {contrast}, at least {limit}). Take a darker colour",
        "zh": "{got} 印在白纸上看不清（对比度 {contrast}，至少应为 {limit}）。请换深一些的颜色",
    },
    "word-form": {
        "en": "{file} can't be read as a Word document. Save it in Word as .docx, without a password",
        "zh": "{file} 无法作为 Word 文档读取。请在 Word 里另存为 .docx，不要加密码",
    },
    "word-style-missing": {
        "en": "{file} has no {kind} style {style}. Start from generator/templates/packet/letter.docx and keep its styles",
        "zh": "{file} 里没有名为 {style} 的{kind}样式。请以 generator/templates/packet/letter.docx 为底稿修改，保留全部样式",
    },
    "glyph-missing": {
        "en": "the character {character} ({codepoint}) in {text} is in none of the typefaces. Write it another way",
        "zh": "{text} 中的字符 {character}（{codepoint}）在字体里没有。请换一种写法",
    },
    "output-taken": {
        "en": "{file} exists and was not made by this program; it is left alone. Choose another folder with --out",
        "zh": "{file} 已存在，且不是本程序生成的，未作改动。请用 --out 另选文件夹",
    },
    "output-failed": {
        "en": "{file} can't be written: {reason}. Nothing was changed; choose another folder with --out",
        "zh": "{file} 无法写入：{reason}。原有内容未动；请用 --out 另选文件夹",
    },
    "case-id-twice": {
        "en": "the case_id {got} is also used by {other}. Each case needs its own",
        "zh": "case_id {got} 已被 {other} 使用。每个案件要用不同的编号",
    },
    "edit-form": {
        "en": "the file can't be changed line by line: several entries share a line. "
        "Give each its own line, or make the change by hand",
        "zh": "文件的写法无法逐行修改（一行写了几项）。请一项写一行，或手动修改",
    },
    "split-one": {
        "en": "every point of the notice is about {violation}; there is nothing to split. Give points about something else their own `violation`",
        "zh": "通知的每一点都属于 {violation}，不需要拆分。属于其他问题的，请在该项写上 violation",
    },
    "split-unanswered": {
        "en": "nothing in the response answers {points} yet. Add an answer first, then split",
        "zh": "response 里还没有回答 {points}。请先写上回应，再拆分",
    },
    "blocked": {
        "en": "{finding}: {text}",
        "zh": "{finding}：{text_zh}",
    },
}

LANGUAGES = {
    "en": {"zh": "Chinese", "en": "English", "ko": "Korean"},
    "zh": {"zh": "中文", "en": "英文", "ko": "韩文"},
}
"""Names of languages in the reader's language."""

TYPES = {
    "en": {
        "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
        "date": "a day as YYYY-MM-DD", "datetime": "a time such as 2026-11-20T09:30+09:00",
        "list": "a list (lines beginning with -)", "dict": "named entries (key: value)",
    },
    "zh": {
        "string": "文本", "integer": "整数", "number": "数字", "boolean": "true 或 false",
        "date": "日期（YYYY-MM-DD）", "datetime": "带时区的时间（如 2026-11-20T09:30+09:00）",
        "list": "列表（每行以 - 开头）", "dict": "键值对（key: value）",
    },
}  # fmt: skip
"""Names of value types in the reader's language."""

KINDS = {
    "en": {
        "unknown": "an unknown encoding",
        "text": "plain text",
        "binary": "binary data",
        "archive": "a damaged archive",
    },
    "zh": {
        "unknown": "未知编码",
        "text": "纯文本",
        "binary": "二进制数据",
        "archive": "损坏的压缩包",
        "paragraph": "段落",
        "character": "字符",
        "table": "表格",
    },
}
"""Kinds of content that have no name of their own, in the reader's language."""


def explain(problem: Problem, language: str) -> str:
    """Return the problem as one line: `path:line:col: where: what is wrong and the way out`."""
    details = dict(problem.details)
    if "expected" in details:
        names = (TYPES[language].get(name, name) for name in details["expected"].split("|"))
        details["expected"] = (" or " if language == "en" else "或").join(names)
    if "language" in details:
        details["language"] = LANGUAGES[language].get(details["language"], details["language"])
    for name in ("encoding", "found", "kind"):
        if name in details:
            details[name] = KINDS[language].get(details[name], details[name])
    if details.get("guess"):
        guess = details["guess"]
        details["guess"] = f" (did you mean {guess}?)" if language == "en" else f"（是不是 {guess}？）"
    text = MESSAGES[problem.code][language].format(**details)
    head = f"{problem.place}: " + (f"{problem.where}: " if problem.where else "")
    return head + text
