"""Who works on this claim, and what does the desk say of it: on its page and beside its draft."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count, Prefetch

from claims.choices import NOTE_LENGTH, Duty
from claims.collaboration.assignments import ASSIGN, NEEDS, newest, refusal_to_assign
from claims.collaboration.comments import READ
from claims.models import Assignment, Claim, Mention, Note, Verdict
from factcheck.accounts.models import User
from factcheck.accounts.roles import who_may
from factcheck.desk.base.forms import DayInput, DeskForm, choice, words


class NamedPerson(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person} (@{person.username})"


class AssignForm(DeskForm):
    """Who is to do which part; the sentences about what is missing come from the verb."""

    part = choice("What is to be done", Duty.choices)
    person = NamedPerson(
        User.objects.none(), label="By whom", required=False, empty_label="Choose …"
    )
    due_on = forms.DateField(label="Due on", required=False, widget=DayInput())
    note = forms.CharField(label="A note for them", required=False, max_length=400)

    def __init__(self, *args, people=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = who_may(READ)
        if people is not None:
            self.fields["person"].choices = [
                ("", "Choose …"),
                *((one.pk, f"{one} (@{one.username})") for one in people),
            ]


class UnassignForm(DeskForm):
    part = choice("Which part", Duty.choices)


class SayForm(DeskForm):
    words = words("Say something of it to the desk", rows=2, needed=True, max_length=NOTE_LENGTH)


@dataclass(frozen=True)
class Place:
    """One part of the work on a claim: who has it, and what this person can do about it."""

    part: Duty
    now: Assignment | None
    takes: bool
    gives_back: bool


def colleagues(claim: Claim, person, bound: dict) -> dict:
    """For the claim's page: who has which part, the notes, and the forms, refused ones included."""
    people, now = list(who_may(READ)), newest(claim)
    assigns = person.has_perm(ASSIGN) and claim.standing == "open"
    asked = Prefetch("mentions", Mention.objects.select_related("person"))
    notes = Note.objects.filter(claim=claim).select_related("said_by").prefetch_related(asked)
    return {
        "places": [_place(claim, part, now, person) for part in Duty],
        "assign": (bound.get("assign") or AssignForm(auto_id="id_assign_%s", people=people))
        if assigns
        else None,
        "notes": notes,
        "say": bound.get("say") or SayForm(auto_id="id_say_%s"),
        "says": not claim.merged_at,
        "people": people,
    }


def _place(claim: Claim, part: Duty, now: dict[str, Assignment], person) -> Place:
    has = now.get(part)
    mine = has is not None and has.person_id == person.pk
    takes = not mine and person.has_perm(NEEDS[part])
    return Place(
        part=part,
        now=has,
        takes=takes and refusal_to_assign(claim, part, person, person, now) is None,
        gives_back=mine or (has is not None and person.has_perm(ASSIGN)),
    )


def beside(verdict: Verdict) -> dict:
    """For the workspace, in one query: who has which part, and how many notes there are."""
    rows = (
        Claim.objects.filter(pk=verdict.claim_id)
        .annotate(said=Count("notes", distinct=True))
        .values_list(
            "said",
            "assignments__part",
            "assignments__person__byline",
            "assignments__due_on",
            "assignments__assigned_at",
        )
        .order_by("assignments__pk")
    )
    last = {part: told for _, part, *told in rows if part}
    return {
        "notes_said": next((said for said, *_ in rows), 0),
        "assigned": [
            (Duty(part), byline, due_on)
            for part, (byline, due_on, at) in last.items()
            if byline and not (verdict.published_at and verdict.published_at > at)
        ],
    }
