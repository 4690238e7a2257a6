"""Passwords are hashed quickly here; that they are hashed slowly elsewhere is a test of its own."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _hash_quickly(settings: Settings, request: pytest.FixtureRequest) -> None:
    if "slow_hashing" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def slow_hashing() -> None:
    """As in production."""
