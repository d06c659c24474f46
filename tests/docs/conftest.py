"""Lets the comparisons of stage.py show their difference, as those of a test do."""

import pytest

pytest.register_assert_rewrite("tests.docs.stage")
