"""The tag `{% form_key %}`, which stands after `{% csrf_token %}` in each form that creates."""

import secrets

from django import template
from django.utils.html import format_html

from factcheck.idempotency.sent_forms import FORM_KEY

register = template.Library()


@register.simple_tag
def form_key():
    """A hidden field with a random key of this form; see `factcheck.idempotency.sent_forms`."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', FORM_KEY, secrets.token_urlsafe(16)
    )
