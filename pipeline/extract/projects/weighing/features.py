"""What speaks for or against a name being a project's: text, spans and mentions in, features out.

Each feature is a few words ('opens its line', 'left: khởi công'); `data/project_weights.csv` holds their weights, `data/works.toml`
the words that are looked for in a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from pipeline.extract.passage import Span, small_letters, within
from pipeline.extract.projects.names.works import has_proper_name, opens_with_making, what_is_built, work_words
from pipeline.extract.projects.retold import name_key
from pipeline.extract.projects.weighing.candidates import COUNT, Candidate, in_later_cell, is_called
from pipeline.extract.tables.heads import column_of, head_of_table
from pipeline.extract.word_groups import tokens_in, word_groups
from pipeline.records import Amount, Entity, Mentions
from pipeline.structure.sentences import sentences_of

_SENTENCE, _NEAR, _BESIDE, _BODY = 400, 600, 40, 200
_HEADED, _ASIDE, _FEW = 1_800, 80, 4
_SHAPED, _COUNTS = 7, 3
_CLAUSE, _LIKE = 130, 10
_APART = re.compile(r"[;:(|\t“\"]|\.\s")
_BRACKET = re.compile(r"\s?\([^()\n]{0,80}\)")
_MARK = re.compile(r"[\s|\-+*•–]*(?:\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]|\d{1,3}\s*\|)?[\s|]*")
_HEADING = re.compile(r"\n[^\S\n]*(?:[IVX]{1,5}|\d{1,2}|[a-zđ]|Phần|Mục|Điều \d+)[.)]\s*(?P<words>[^\n]{0,100})")
_OF_WORKS = re.compile(r"công trình|dự án|xây dựng|đầu tư|hạng mục|danh mục", re.IGNORECASE)
_MEASURED = re.compile(
    r"\s?\(?(?:dài |rộng |khoảng |công suất |quy mô )?\d[\d.,]*\s?(?:km|m|m2|m3|ha|phòng|hộ|con|bóng|kV|KVA)(?!\w)"
)
_WHERE = re.compile(r"\s(?:tại|ở|trong|của|thuộc|gần|cạnh|trên|qua|trước|sau)\s", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_COUNTED = re.compile(r"\d[\d.,+/]*\s?(\w*)")
_STOP = re.compile(r"[.;:()]\s?|,\s")
_BY_KIND = ("money", "opens", "closes", "before ", "after ", "last: ")
_BY_WORK = ("money", "opens", "closes")
_SIGNS = frozenset(",;.(:|-–“")


def own_features(text: str, names: Sequence[Candidate], beside: Mentions) -> list[frozenset[str]]:
    """What speaks for or against each name whatever other projects are, given the sums and the bodies of the text."""
    # A school in small letters is more often what is built, or where.
    bodies = [one for one in beside.entities if one.kind == "organisation" and not one.is_small]
    keys = [name_key(text[name.start : name.end]) for name in names]
    times = Counter(keys)
    return [
        frozenset((f"told {min(times[key], 3)} times",)).union(*_of_name(text, name, beside.amounts, bodies))
        for name, key in zip(names, keys, strict=True)
    ]


def _of_name(
    text: str, name: Candidate, amounts: Sequence[Amount], bodies: Sequence[Entity]
) -> Iterator[Iterable[str]]:
    words, sentence = text[name.start : name.end], _sentence(text, name)
    built = what_is_built(words)
    yield _of_words(text, name, *built)
    yield _of_ends(words.lower().split())
    yield _of_shape(words)
    yield _by_kind(*built, _of_line(text, name))
    yield _by_kind(*built, _of_money(name, list(within(amounts, *sentence))))
    yield (f"fifth of the text: {name.start * 5 // (len(text) + 1)}",)
    yield _of_clause(text, name)
    yield _of_like_words(text, name)
    yield _of_table(text, name)
    yield _of_sentence(text, name, *sentence)
    yield _of_bodies(name, within(bodies, name.start - _BODY, name.end))


def features_beside(text: str, name: Candidate, projects: Sequence[Span]) -> Iterator[str]:
    """What the projects around a name say for or against it, given all others that are known, in order."""
    near = [one for one in within(projects, name.start - _NEAR, name.end + _NEAR) if not _shares(one, name)]
    begin, end = _sentence(text, name)
    if count := sum(1 for one in near if begin <= one.start < end):
        yield f"{min(count, 3)} projects in the sentence"
    yield f"{min(len(near), 4)} projects around"
    yield f"{min(5, len(projects) * 4_000 // (len(text) + 1_000))} projects a page"
    if any(one.end < name.start and _WHERE.fullmatch(text, one.end, name.start) for one in near):
        yield "where another project is"
    over = text[max(0, name.start - _HEADED) : name.start].rpartition("\n")[0].rstrip()  # files have fewer empty lines
    line = max(0, name.start - _HEADED) + len(over)
    above = line - len(over.rpartition("\n")[2])
    if any(above <= one.start < line for one in near):
        yield "a project in the line above"


def _of_words(text: str, name: Candidate, kind: str, built: str) -> Iterator[str]:
    words = text[name.start : name.end]
    yield f"begins as {kind}"
    yield f"built: {built}" if built else "nothing built"
    yield f"{min(len(words.split()), 9) // 2} pairs of words"
    if has_proper_name(words):
        yield "a name of its own"
    elif COUNT.search(words):
        yield "a count, and no name of its own"
    if words[0].isupper():
        yield "all capitals" if words.isupper() else "capital"
    if opens_with_making(words):
        yield "making"
    if is_called(text, name.start):
        yield "called a project"
    for word in _WORD.findall(words[:1].lower() + words[1:]):
        if word.islower():
            yield f"has {word}"


def _of_ends(words: Sequence[str]) -> Iterator[str]:
    """What a name begins and ends with."""
    yield f"first: {words[0]}"
    for count in (2, 3):
        if len(words) >= count:
            yield f"first {count}: {' '.join(words[:count])}"
    yield f"ends 1: {words[-1]}"
    yield f"ends 2: {' '.join(words[-2:])}"


def _of_shape(words: str) -> Iterator[str]:
    """How a name is written: 'aaCC9' of 'xây cầu Bến Tre 2', and what it counts."""
    parts = words.split()
    yield f"shape {''.join(map(_shape, parts[:_SHAPED]))}"
    yield f"{sum([part[0].isupper() for part in parts])} capitals"
    for unit in _COUNTED.findall(words)[:_COUNTS]:
        yield f"count of {unit.lower()}"


def _shape(word: str) -> str:
    """'A' of capitals alone, 'C' of a capital and small letters, '9' of a figure, 'a' of all else."""
    if word.isupper():
        return "A"
    return "C" if word[0].isupper() else "9" if word[0].isdigit() else "a"


def _by_kind(kind: str, built: str, said: Iterable[str]) -> Iterator[str]:
    """What the line and the money of a name say, each by itself and of names that begin so: money beside a school says less than beside a road."""
    for one in said:
        yield one
        if one.startswith(_BY_KIND):
            yield f"{kind}: {one}"
        if built and one.startswith(_BY_WORK):
            yield f"{built}: {one}"


def _of_line(text: str, name: Candidate) -> Iterator[str]:
    small = small_letters(text)
    before = text[max(0, name.start - _BESIDE) : name.start]
    opens = "\n" in before or name.start < _BESIDE
    before, after = before.rpartition("\n")[2], text[name.end : name.end + _BESIDE].partition("\n")[0]
    if opens and _MARK.fullmatch(before):
        yield "opens its line"
    if not after.strip(" .;,|"):
        yield "closes its line"
    sign, mark = after.strip()[:1], before.strip()[-1:]
    yield f"before {sign if sign in _SIGNS else 'words' if sign else 'nothing'}"
    yield f"after {mark if mark in _SIGNS else 'words' if mark else 'nothing'}"
    if last := _WORD.findall(small[name.start - len(before) : name.start]):
        yield f"last: {last[-1]}"
    if following := _WORD.findall(small[name.end : name.end + len(after)]):
        yield f"next: {following[0]}"
    if len(last) > 1:
        yield f"last two: {last[-2]} {last[-1]}"
    if len(following) > 1:
        yield f"next two: {following[0]} {following[1]}"
    if in_later_cell(text, name.start):
        yield "in a later cell"
    if _MEASURED.match(after):
        yield "measured"
    over = text[max(0, name.start - _HEADED) : name.start].rpartition("\n")[0]
    if headings := _HEADING.findall(f"\n{over}"):
        yield "under a heading of works" if _OF_WORKS.search(headings[-1]) else "under another heading"


def _of_clause(text: str, name: Candidate) -> Iterator[str]:
    """The words right before and behind a name in its clause."""
    small = small_letters(text)
    before = small[max(0, name.start - _ASIDE) : name.start].rpartition("\n")[2]
    after = small[name.end : name.end + _ASIDE].partition("\n")[0]
    for word in _WORD.findall(_STOP.split(before)[-1])[-_FEW:]:
        yield f"before: {word}"
    for word in _WORD.findall(_STOP.split(after, 1)[0])[:_FEW]:
        yield f"behind: {word}"


def _of_like_words(text: str, name: Candidate) -> list[str]:
    """What the words around and in a name are like, so that a rare one says what its like do."""
    ahead = _APART.split(text[max(0, name.start - _CLAUSE) : name.start].rpartition("\n")[2])[-1]
    bracket = _BRACKET.match(text, name.end)
    end = bracket.end() if bracket else name.end
    behind = _APART.split(text[end : end + _CLAUSE].partition("\n")[0], 1)[0]
    known = word_groups()
    placed = (
        (_said_like("ahead"), [*tokens_in(ahead, known)][-_LIKE:]),
        (_said_like("behind"), [*tokens_in(behind, known)][:_LIKE]),
        (_said_like("inside"), tokens_in(text[name.start : name.end], known)),
    )
    return [feature for said, words in placed for word in words if word in said for feature in said[word]]


@cache
def _said_like(where: str) -> dict[str, tuple[str, str]]:
    """What each word that has a group says of a name where it stands."""
    groups = word_groups().items()
    return {word: (f"{where}: like {group.near}", f"{where}: akin to {group.wide}") for word, group in groups}


def _of_table(text: str, name: Candidate) -> Iterator[str]:
    """What the head of its table says over a name."""
    if head := head_of_table(text, name.start).lower():
        yield "in a table"
        cells = head.split("\t")
        yield from (f"table of {word}" for word in {*_WORD.findall(head)})
        column = column_of(text, name.start)
        if column < len(cells):
            yield from (f"column of {word}" for word in _WORD.findall(cells[column])[:_FEW])


def _of_sentence(text: str, name: Candidate, begin: int, end: int) -> Iterator[str]:
    sentence = small_letters(text)[begin:end]
    left, right = sentence[: name.start - begin], sentence[name.end - begin :]
    words = sentence.split()
    yield f"sentence opens: {words[0]}"
    yield f"sentence of {min(len(words) // 10, 6)} tens"
    for cue in _cues_in(sentence):
        if cue in left:
            yield f"left: {cue}"
        if cue in right:
            yield f"right: {cue}"


@lru_cache(maxsize=16)
def _cues_in(sentence: str) -> list[str]:
    """The words looked for that stand in a sentence, which may tell many names."""
    return [cue for cue in work_words("cues") if cue in sentence]


def _of_money(name: Candidate, sums: Sequence[Amount]) -> Iterator[str]:
    """What the sums of its sentence say of a name."""
    if any(one.start < name.start for one in sums):
        yield "money on the left"
    if behind := next((one for one in sums if one.start >= name.end), None):
        yield "money on the right"
        if behind.start - name.end < _BESIDE:
            yield "money right behind"


def _sentence(text: str, name: Candidate) -> tuple[int, int]:
    """The sentence of a name, up to 400 characters on either side."""
    begin, end = sentences_of(text).at(name.start)
    return max(begin, name.start - _SENTENCE), min(end, name.end + _SENTENCE)


def _of_bodies(name: Candidate, bodies: Iterable[Entity]) -> Iterator[str]:
    for body in bodies:
        if body.start < name.start < body.end:
            yield "inside a body's name"
        elif body.start == name.start:
            yield "a body"
        elif body.start > name.start:
            yield "a body in it"


def _shares(one: Span, name: Candidate) -> bool:
    return one.start < name.end and name.start < one.end
