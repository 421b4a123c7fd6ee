from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "factcheck.idempotency"
    label = "idempotency"
    verbose_name = "Forms that were sent"
