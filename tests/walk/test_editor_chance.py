"""Whatever a hand does in the studio, each id stands once, and browser and server agree on the text's form."""

import os
import random

import pytest

from tests.walk.chance import Hand

pytestmark = pytest.mark.xdist_group("walk")
GIVEN = int(os.environ.get("LEMBAR_SEED", 0))  # the gate always does the same, the drill another each time


def writing(paper, phone_paper, times: int, seed: int) -> None:
    """Half at a desk, half on a phone."""
    print(f"LEMBAR_SEED={seed}")
    for on_phone, where in ((False, paper), (True, phone_paper)):
        hand = Hand(where, seed, phone=on_phone)
        for _time in range(times // 2):
            hand.act()


def test_60_random_acts_leave_the_text_in_order(paper, phone_paper):
    writing(paper, phone_paper, 60, GIVEN or 8)


@pytest.mark.drill
def test_2000_random_acts_leave_the_text_in_order(paper, phone_paper):
    writing(paper, phone_paper, 2000, GIVEN or random.randrange(10**6))
