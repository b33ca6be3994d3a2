"""The chunks of an instruction in; the chunks that name whom it tells out, or None where it names nobody."""

from __future__ import annotations

from briefings.grammar.attributions import said_from
from briefings.grammar.clauses import addressee_at, agent_at, main_clause, predicate_at, predicate_from
from briefings.grammar.duties import concluded
from briefings.grammar.phrases import Row


def asked_by(row: Row, verb: int) -> Row | None:
    """Whom the verb of asking at `verb` tells: named after it, or before it where a paper is sent to them.

    "Thủ tướng | yêu cầu | các bộ, ngành | rà soát …" gives "các bộ, ngành".
    """
    start = concluded(row, said_from(row, verb))
    opening = predicate_from(row, start)
    if opening is None and row[-1].word == ":":
        opening = len(row) - 1  # "yêu cầu các sở, ngành:"
    found = addressee_at(row, start, opening, asked=row[verb].is_a("ask")) if opening else None
    sent = next((at for at in range(verb) if row[at].is_a("sends")), None)
    return addressee_at(row, sent + 1, verb) if found is None and sent is not None else found


def addressed(row: Row, start: int) -> Row | None:
    """The name that stands between `start` and the predicate, or before "được giao": "Các Ban của Đảng | phải …"."""
    asked = next((at for at in range(start, len(row)) if row[at].is_a("asked", "ask")), None)
    if asked and row[asked].is_a("asked") and agent_at(row, start) and not any(chunk.is_a("plan") for chunk in row[start:asked]):
        return row[start:asked]
    clause = main_clause(row, start)
    if clause > start and agent_at(row, start) and predicate_at(row, clause):
        return addressee_at(row, start, clause - 1)  # "Đối với các ban đảng, tập trung …"
    opening = predicate_from(row, clause)
    if opening is None:
        return None
    if clause < opening and all(chunk.raised and not chunk.kinds for chunk in row[clause:opening]):
        return row[clause:opening]  # "Thừa Thiên Huế phải …"
    owner = next((at for at in range(clause, opening) if row[clause].is_a("paper") and row[at].word == "của"), None)
    return addressee_at(row, clause if owner is None else owner + 1, opening)  # "Báo cáo của ban chấp hành cần …"


def listed_in(row: Row, start: int) -> Row | None:
    """Whom a line names that only opens a list: "yêu cầu | các sở, ngành | :"."""
    return addressee_at(row, start, len(row) - 1, asked=True) if start < len(row) - 1 else None
