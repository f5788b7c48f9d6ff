"""What a mail address tells: whose domain it has, and what was meant where it cannot be."""

from __future__ import annotations

import pytest

from nia.matching.mail_slips import likely_address
from nia.sales.mail_domains import company_of, known_companies
from tests.world import World


@pytest.mark.parametrize(
    ("address", "company"),
    [
        ("priya@zenithpharma.co.in", "Zenith Pharma"),
        ("a.b@mail.orbit-labs.com", "Orbit Labs"),
        ("ravi@tcs.com", "TCS"),
        ("ravi@sunrise.example", "Sunrise"),
        ("ravi@gmail.com", None),
        ("ravi@yahoo.co.in", None),
        ("ravi@rediffmail.com", None),
        ("ravi@proton.me", None),
        ("ravi@gmial.com", None),
        ("no address", None),
    ],
)
def test_a_company_is_made_of_its_domain(address: str, company: str | None) -> None:
    assert company_of(address) == company


@pytest.mark.parametrize(
    ("address", "company"),
    [
        ("priya@zenithpharma.co.in", "Zenith Pharma Pvt. Ltd."),
        ("priya@zenithfarma.in", "Zenith Pharma Pvt. Ltd."),
        ("meera@lotus.in", "Lotus Foods"),
        ("a@techcorp.example", "TechCorp"),
        ("a@star.example", "Star"),
    ],
)
def test_a_known_spelling_is_taken(address: str, company: str) -> None:
    known = ["TechCorp", "Zenith Pharma Pvt. Ltd.", "Lotus Foods", "Star Cement", "Star Tiles"]
    assert company_of(address, known) == company


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ravi@gmial.com", "ravi@gmail.com"),
        ("ravi@gamil.com", "ravi@gmail.com"),
        ("ravi@gmail.con", "ravi@gmail.com"),
        ("ravi@yaho.com", "ravi@yahoo.com"),
        ("ravi@hotmial.com", "ravi@hotmail.com"),
        ("ravi@redifmail.com", "ravi@rediffmail.com"),
        ("ravi@@gmail.com", "ravi@gmail.com"),
        ("ravi @ gmail . com", "ravi@gmail.com"),
        ("ravi@gmail,com", "ravi@gmail.com"),
        ("ravi@gmailcom", "ravi@gmail.com"),
        ("ravi@gmail", "ravi@gmail.com"),
        ("ravi@zenithpharmacom", "ravi@zenithpharma.com"),
        ("ravi@zenith..com", "ravi@zenith.com"),
        ("ravi@zenith.con", "ravi@zenith.com"),
        ("ravi@gmail.com", None),
        ("ravi@mail.com", None),
        ("ravi@cloud.com", None),
        ("ravi@yahoo.co.in", None),
        ("ravi@zenith.in", None),
        ("ravi@a@b.com", None),
        ("ravi", None),
    ],
)
def test_a_slip_is_told_with_its_mend(given: str, meant: str | None) -> None:
    assert likely_address(given) == meant


async def test_only_companies_that_the_user_may_know_of_are_known(world: World) -> None:
    await world.lead("Rahul Verma", "Zenith Pharma")
    await world.lead("Zubin Irani", "Coast Lines", owner=world.zoya)
    async with world.acting(world.asha) as context:
        assert await known_companies(context.session, world.asha) == {"Zenith Pharma"}
