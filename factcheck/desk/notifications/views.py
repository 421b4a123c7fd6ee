"""What happened that concerns this person, and how do they want to be told?

Everybody sees their own notices and nobody else's. A notice is read when its person says so, or
opens what it is about from here; looking at the list changes nothing.
"""

from django import forms
from django.contrib import messages
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.utils import timezone

from factcheck.desk.base.forms import DeskForm
from factcheck.desk.base.permissions import deed, form_page, page, shown
from factcheck.notifications.choices import WAITING, How
from factcheck.notifications.models import Notice
from factcheck.notifications.preferences import choose, chosen_by
from factcheck.notifications.types import KINDS

UNREAD, READ = 100, 50  # so many are shown at once
READS_CLAIMS = "claims.view_claim"
UNFIT = 422


def unread(person) -> int:
    """How many notices this person has not read."""
    return Notice.objects.filter(person=person, read_at=None).count()


def unread_of(person):
    """The same as a part of another question, so that it takes none of its own."""
    mine = Notice.objects.filter(person=person, read_at=None).order_by().values("person")
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


def _of(person):
    rows = Notice.objects.filter(person=person).select_related("news__claim", "news__by")
    return rows.order_by("-pk")


@page("")
def notices(request):
    """Unread ones first, each group newest first; older read ones by `before`."""
    mine = _of(request.user)
    fresh = list(mine.filter(read_at=None)[: UNREAD + 1])
    past = mine.filter(read_at__isnull=False)
    before = _number(request.GET.get("before", ""))
    past = list((past.filter(pk__lt=before) if before else past)[: READ + 1])
    context = {
        "title": "Notices",
        "fresh": [] if before else fresh[:UNREAD],
        "more_fresh": len(fresh) > UNREAD,
        "past": past[:READ],
        "before": past[READ - 1].pk if len(past) > READ else None,
        "earlier": bool(before),
        "reads_claims": request.user.has_perm(READS_CLAIMS),
        "unread": len(fresh),
    }
    return shown(request, "notices.html", context)


def _number(written: str) -> int:
    fits = written.isascii() and written.isdecimal() and len(written) < 19
    return int(written) if fits else 0


@deed("")
def read(request):
    """One notice is read, or with `until` all up to that one, so that none arrives unseen.

    With `open` it leads to what the notice is about.
    """
    mine = _of(request.user)
    if until := _number(request.POST.get("until", "")):
        mine.filter(pk__lte=until, read_at=None).update(read_at=timezone.now())
        return redirect("admin:notices")
    notice = mine.filter(pk=_number(request.POST.get("notice", ""))).first()
    if notice and not notice.read_at:
        mine.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    if notice and "open" in request.POST:
        return redirect(notice.news.address)
    return redirect("admin:notices")


class PreferencesForm(DeskForm):
    """How somebody wants to be told, kind by kind; of what their role hears of at all."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = chosen_by(person)
        self.loud = [k for k in KINDS.values() if k.loud and person.has_perm(k.needs)]
        for kind in KINDS.values():
            if not kind.loud and person.has_perm(kind.needs):
                self._add(kind.code, kind.label, How.choices, chosen)
        a_day = [(how, how.label) for how in (How.DIGEST, How.DESK)]
        self._add(WAITING, "What waits for you, once a day", a_day, chosen)

    def _add(self, code, label, choices, chosen) -> None:
        initial = chosen[code]
        self.fields[code] = forms.ChoiceField(label=label, choices=choices, initial=initial)


@form_page("")
def preferences(request):
    typed = request.POST if request.method == "POST" else None
    form = PreferencesForm(typed, person=request.user)
    if form.is_valid():
        choose(request.user, form.cleaned_data)
        messages.success(request, "Kept. It holds for what happens from now on.")
        return redirect("admin:notice_settings")
    context = {"title": "How you are told", "form": form, "person": request.user}
    return shown(request, "notice_settings.html", context, UNFIT if form.errors else 200)
