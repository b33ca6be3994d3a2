"""Making a digest: what is asked in; what the store has of it, composed, rendered and kept, out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from briefings.digest import Asked, Digest, compose, meant
from briefings.errors import NotFound
from briefings.following import Reminder, Span, reminders
from briefings.parse import parse
from briefings.periods import Period
from briefings.query import Kind, Query
from briefings.rendering.digests import Press
from briefings.rendering.messages import Message
from briefings.rendering.texts import texts
from briefings.store.rows import ArticleRow, DatedBy, DocumentRow, StoredArticle, TaskRow
from briefings.store.store import Store
from briefings.subscription import Every, Filters, Template

MOST_READ = 1000  # articles of one digest that are held against its filters; whoever reads more has a search
_AT_ONCE = 50
_MOST_DUE = 40


async def gather(store: Store, asked: Asked) -> Digest:
    """The digest of what is asked."""
    if asked.template is Template.REMINDERS:
        return Digest(asked, (), reminders=await _reminders(store, asked))
    articles = await _published(store, asked)
    documents = await store.publications.first_cited([article.id for article in articles], asked.after)
    return compose(asked, articles, documents, await _falling_due(store, asked))


async def _published(store: Store, asked: Asked) -> list[StoredArticle]:
    """The articles that pass, of the last `MOST_READ` published in time."""
    passing: list[StoredArticle] = []
    after = max(asked.after, asked.upto - MOST_READ)
    while articles := await store.publications.between(after, asked.upto, _AT_ONCE):
        passing += [article for article in articles if meant(asked, article.briefing)]
        after = articles[-1].id
    return passing


async def _falling_due(store: Store, asked: Asked) -> list[TaskRow]:
    """What falls due before the next digest, of articles that pass."""
    begin = asked.last + timedelta(days=1)
    if asked.until is None or asked.until < begin:
        return []
    rows = (await store.tasks(Query(Kind.TASKS, due=Period(begin, asked.until)), 0, _MOST_DUE)).items
    stored = {article: await store.article(article) for article in sorted({row.article.id for row in rows})}
    return [row for row in rows if meant(asked, stored[row.article.id].briefing)]


async def _reminders(store: Store, asked: Asked) -> tuple[Reminder, ...]:
    """What the chat is to be reminded of; nothing where the reminders were ended meanwhile."""
    try:
        chat = (await store.subscriptions.get(asked.own)).chat
    except NotFound:
        return ()
    days = Span(asked.first, asked.untold or asked.last, asked.last, asked.until or asked.last)
    return reminders(await store.held.of_chat(chat), days)


async def make(store: Store, press: Press, digest_id: int, asked: Asked) -> tuple[Message, ...]:
    """Compose, render and keep the digest of this id; its messages."""
    digest = await gather(store, asked)
    messages = press.messages(digest, digest_id, texts(asked.language))
    await store.subscriptions.keep(digest_id, messages, [story.row.id for story in digest.stories])
    return messages


async def made(store: Store, press: Press, asked: Asked) -> tuple[int, tuple[Message, ...]]:
    """The digest of what is asked and its id, made unless it is there already."""
    digest_id = await store.subscriptions.ask(asked)
    _, messages = await store.subscriptions.digest(digest_id)
    return digest_id, messages or await make(store, press, digest_id, asked)


def specimen() -> Digest:
    """A digest of one invented article, to try templates on."""
    briefing = parse(_SPECIMEN)
    row = ArticleRow(1, briefing.layout.title.text if briefing.layout.title else None, date(2023, 5, 14), DatedBy.EVENT, None)
    loaded = datetime(2023, 5, 14, tzinfo=UTC)
    documents = [DocumentRow(n, one.type, one.number.text, None, None, None, 1, row.day) for n, one in enumerate(briefing.documents)]
    due = [TaskRow(row, None, task, None, ()) for task in briefing.tasks if task.due]
    last, until = row.day + timedelta(days=6), row.day + timedelta(days=13)
    asked = Asked(Template.FULL, Every.WEEK, "vi", Filters(), True, 0, 1, row.day, last, until, True)
    return compose(asked, [StoredArticle(row, briefing, loaded)], documents, due)


_SPECIMEN = """Hội nghị giao ban & sơ kết quý
Sáng 14-5-2023, tại Hà Nội, Sở Thử nghiệm tổ chức hội nghị giao ban.
Đồng chí Nguyễn Văn Thử, Giám đốc Sở Thử nghiệm, yêu cầu Phòng Kế hoạch hoàn thành báo cáo trước ngày 30/6/2023 \
theo Quyết định số 156/QĐ-UBND ngày 02/5/2023 của UBND tỉnh.
Văn phòng Sở chuẩn bị hồ sơ. Đồng chí đề nghị các phòng rà soát kế hoạch."""
