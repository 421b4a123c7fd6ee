"""All users exist before anything happens; each test creates the notifications itself."""

import pytest

from factcheck.notifications.dispatch import create_notifications
from factcheck.notifications.models import Notification
from tests import given


@pytest.fixture
def cast(db):
    return {name: given.person(name) for name in given.ROLES_BY_NAME}


@pytest.fixture
def notify(cast):
    """Create notifications and return the new recipients by type: `{"sent_back": {"ana"}}`."""

    def create() -> dict[str, set[str]]:
        existing = set(Notification.objects.values_list("pk", flat=True))
        create_notifications(given.moment(), queue_email=lambda notification: None)
        new = Notification.objects.exclude(pk__in=existing).select_related("event", "user")
        recipients: dict[str, set[str]] = {}
        for notification in new:
            recipients.setdefault(notification.event.kind, set()).add(notification.user.username)
        return recipients

    return create
