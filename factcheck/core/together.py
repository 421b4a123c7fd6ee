"""How are several questions put to the database with one trip?

Django asks once for every relation of a row. Here the rows of several querysets come as the columns
of one answer, in JSON, and become the objects that they would have been: with their joins, their
annotations, their deferred fields and in their order. Only columns of bytes cannot come this way.
"""

from functools import reduce

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, Prefetch, QuerySet

Relation = str | Prefetch  # by its path; as in `prefetch_related`, but of one row


def read(*asked: QuerySet) -> list[list]:
    """What `list` makes of each of the querysets, all of one database, with one query."""
    compilers = [rows.query.get_compiler(rows.db) for rows in asked]
    parts, values = [], []
    for compiler in compilers:
        sql, parameters = _spelled(compiler)
        parts.append(sql)
        values += parameters
    with connections[asked[0].db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone()
    return [_made(*each) for each in zip(asked, compilers, answers, strict=True)]


def related(row: Model, *relations: Relation) -> list[list]:
    """The rows of each relation: as they were read with the row, the others now and together.

    Nothing is kept on the row: who asks again gets what is there then.
    """
    places = [_place(row, one) for one in relations]
    unknown = [place for place in places if not _is_known(*place[:2])]
    found = iter(read(*map(_rows, unknown)) if unknown else ())
    return [next(found) if place in unknown else list(_rows(place)) for place in places]


def prefetch(row: Model, *relations: Relation) -> None:
    """The relations are read with the row: what `prefetch_related_objects` does, with one query."""
    for relation, found in zip(relations, related(row, *relations), strict=True):
        owner, name, _ = _place(row, relation)
        rows = getattr(owner, name).all()
        rows._result_cache, rows._prefetch_done = found, True
        _known(owner)[name] = rows


# ── one answer ──────────────────────────────────────────────────────────────────────────────────
def _spelled(compiler) -> tuple[str, tuple]:
    try:
        sql, parameters = compiler.as_sql(with_col_aliases=True)
    except EmptyResultSet:
        return "NULL", ()
    return f"(SELECT json_agg(told) FROM ({sql}) AS told)", parameters


def _made(rows: QuerySet, compiler, told: list[dict] | None) -> list:
    """The objects of a queryset, from the columns of its rows, as Django itself makes them."""
    if not told:
        return []
    found = [_values(compiler, row) for row in told]
    compiler.execute_sql = compiler.results_iter = lambda *args, **options: iter(found)
    rows = rows.all()
    rows.query.get_compiler = lambda *args, **options: compiler
    return list(rows)


def _values(compiler, row: dict) -> tuple:
    """The columns of a row as Python has them: what a serialised fixture does to JSON."""
    columns = zip(compiler.select, row.values(), strict=False)  # then those that only order it
    return tuple(
        None if value is None else expression.output_field.to_python(value)
        for (expression, *_), value in columns
    )


# ── what belongs to a row ───────────────────────────────────────────────────────────────────────
Place = tuple[Model, str, QuerySet | None]  # whose relation it is, its name, and how it is read


def _place(row: Model, relation: Relation) -> Place:
    path, rows = relation, None
    if isinstance(relation, Prefetch):
        path, rows = relation.prefetch_through, relation.queryset
    *owners, name = path.split("__")
    return reduce(getattr, owners, row), name, rows


def _known(owner: Model) -> dict[str, QuerySet]:
    return owner.__dict__.setdefault("_prefetched_objects_cache", {})


def _is_known(owner: Model, name: str) -> bool:
    return name in _known(owner)


def _rows(place: Place) -> QuerySet:
    owner, name, rows = place
    manager = getattr(owner, name)
    if rows is None or _is_known(owner, name):
        return manager.all()
    return manager._apply_rel_filters(rows.all())  # which notes on it whose rows they are
