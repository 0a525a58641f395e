"""Whatever a hand does in the studio, each id stands once, and browser and server agree on the text's form."""

import os
import random

import pytest

from tests.walk.chance import Hand

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


def test_2000_random_acts_leave_the_text_in_order(paper, phone_paper):
    """Half at a desk, half on a phone."""
    seed = int(os.environ.get("LEMBAR_SEED") or random.randrange(10**6))
    print(f"LEMBAR_SEED={seed}")
    for on_phone, where in ((False, paper), (True, phone_paper)):
        hand = Hand(where, seed, phone=on_phone)
        for _time in range(1000):
            hand.act()
