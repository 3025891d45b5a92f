"""Invented children, and how eight services write them down.

Nobody here is real. How common names are comes from the small tables in `crates/marlshire/data`; postcodes lie in areas that
do not exist, UPNs are of an authority that does not exist (989), and NHS numbers begin with 9, with the check digits and
letters that real ones would have.

What a service has of a child follows from the child's life: a family has one home or, after a separation, two; it moves;
a mother takes another name; a child is looked after. Each service wrote its record down on one day of that life, in its own
way: from a form, over the telephone, by the family itself on a web page, in an old system that knows no hyphens, or by
taking over what another system said a year or two ago.
"""

import csv
import datetime
import itertools
import random
from pathlib import Path

MARLSHIRE = Path(__file__).resolve().parents[2] / "crates" / "marlshire" / "data"
TODAY = datetime.date(2026, 9, 1)
COLUMNS = ["unique_id", "source", "given_name", "family_name", "dob", "sex", "postcode", "address_line", "upn",
           "nhs_number", "looked_after", "entity_id"]
# What a service remembers of before, as lists with `|` between; asked for by `histories`.
COLUMNS_BEFORE = ["family_names_before", "postcodes_before", "addresses_before", "upns_before", "nhs_numbers_before"]
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
# Areas of postcodes that do not exist.
AREAS = ["ZM", "ZN", "ZA", "ZB", "ZW", "QN", "QS"]

# service: from which age, to which, how likely it knows a child (times how much a family needs), how often its records have
# a UPN and an NHS number, and how it writes.
SERVICES = {
    "school_census": (4, 18, 0.93, 0.98, 0.00, "exchange"),
    "early_years": (0, 4, 0.50, 0.02, 0.10, "portal"),
    "health_visiting": (0, 19, 0.62, 0.00, 0.97, "exchange"),
    "social_care": (0, 18, 0.10, 0.55, 0.40, "phone"),
    "early_help": (0, 18, 0.13, 0.35, 0.10, "phone"),
    "send": (2, 19, 0.07, 0.80, 0.30, "form"),
    "youth_justice": (10, 18, 0.03, 0.20, 0.02, "form"),
    "housing": (0, 19, 0.12, 0.00, 0.00, "old"),
}
NEEDY = {"social_care", "early_help", "send", "youth_justice", "housing"}

HEARD = [("ph", "f"), ("ck", "k"), ("y", "ie"), ("ie", "y"), ("ee", "ea"), ("ai", "ay"), ("th", "t"), ("ll", "l"), ("nn", "n"),
         ("tt", "t"), ("ew", "ue"), ("z", "s"), ("c", "k"), ("j", "g"), ("ah", "a"), ("sh", "ch"), ("v", "w"), ("ou", "u"),
         ("a", "ah"), ("n", "nn"), ("s", "ss"), ("l", "ll")]
MISREAD = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("u", "v"), ("v", "u"), ("n", "h"), ("h", "n"), ("a", "o"),
           ("o", "a"), ("e", "c"), ("i", "l"), ("l", "i"), ("t", "f"), ("g", "y"), ("r", "v")]
STREETS = ("Alder Amber Apple Ashlark Barley Beck Bellrope Bilberry Bobbin Bramble Candle Chaffinch Clover Cobnut Coltsfoot "
           "Cornflower Cowslip Curlew Damson Dovecote Draper Farrier Feverfew Fletcher Foxglove Fuller Goldcrest Gorse Harebell "
           "Hayrick Hobbin Kestrel Kingcup Lapwing Linnet Marigold Medlar Millrace Nightjar Osier Quince Redshank Sedge Skylark "
           "Tanner Teasel Wagtail Weaver").split()
KINDS = {"Road": "Rd", "Street": "St", "Avenue": "Ave", "Close": "Cl", "Lane": "Ln", "Drive": "Dr", "Gardens": "Gdns",
         "Crescent": "Cres", "Court": "Ct", "Way": "Way", "Rise": "Rise"}


class Lot:
    """Things to draw by weight."""

    def __init__(self, pairs):
        self.things = [thing for thing, _ in pairs]
        self.sums = list(itertools.accumulate(weight for _, weight in pairs))

    def draw(self, dice):
        return dice.choices(self.things, cum_weights=self.sums)[0]


class Names:
    """The tables of names."""

    def __init__(self):
        rows = lambda name: csv.DictReader((MARLSHIRE / name).open(encoding="utf-8"))
        self.given, self.origins = {}, {}
        for row in rows("given_1996_2024.csv"):
            for band in list(row)[2:]:
                self.given.setdefault((row["sex"], band), []).append((row["name"], float(row[band] or 0)))
        self.given = {key: Lot([pair for pair in pairs if pair[1] > 0]) for key, pairs in self.given.items()}
        self.bands = sorted({band for _, band in self.given})
        self.family = Lot([(row["surname"], float(row["per_100000"])) for row in rows("surnames_england.csv")])
        for row in rows("surnames_by_origin.csv"):
            self.origins.setdefault(row["origin"], {}).setdefault("family", []).append((row["surname"], float(row["weight"])))
        for row in rows("given_by_origin.csv"):
            self.origins.setdefault(row["origin"], {}).setdefault(row["sex"], []).append((row["name"], float(row["weight"])))
        self.origins = [{kind: Lot(pairs) for kind, pairs in origin.items()} for origin in self.origins.values()
                        if {"family", "F", "M"} <= origin.keys()]
        self.short = {row["name"]: row["short"].split() for row in rows("nicknames.csv")}
        self.spelt = {}
        for line in (MARLSHIRE / "spellings.txt").read_text(encoding="utf-8").splitlines():
            for name in line.split():
                self.spelt[name] = [other for other in line.split() if other != name]

    def band(self, year):
        return next((band for band in self.bands if year <= int(band[-4:])), self.bands[-1])

    def first(self, dice, sex, year, origin):
        lot = origin[sex] if origin and dice.random() < 0.8 else self.given[(sex, self.band(year))]
        return lot.draw(dice)

    def last(self, dice, origin):
        return (origin["family"] if origin else self.family).draw(dice)


def upn(dice, number, year):
    """A UPN with its letter: places 2 to 13 weighted by place, modulo 23."""
    body = f"989{2000 + number // 1000 % 5000:04}{year % 100:02}{number % 1000:03}"
    return UPN_LETTERS[sum(place * int(digit) for place, digit in enumerate(body, 2)) % 23] + body


def nhs_number(number):
    """An NHS number of its own for every whole number, or None where the check digit would be ten."""
    body = f"9{(number * 61803399 + 4271) % 100_000_000:08}"
    check = (11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), body)) % 11) % 11
    return None if check == 10 else f"{body}{check}"


class Place:
    """Homes. A street has a postcode or two; a district has many streets."""

    def __init__(self, dice, homes):
        self.dice = dice
        # About sixteen homes share a postcode.
        self.postcodes = []
        areas = AREAS[: max(1, min(len(AREAS), homes // 25_000))]
        for _ in range(max(90, homes // 16)):
            district = f"{dice.choice(areas)}{min(int(dice.expovariate(0.12)) + 1, 99)}"
            self.postcodes.append((district, f"{district} {dice.randint(1, 9)}{dice.choice(UNIT_LETTERS)}{dice.choice(UNIT_LETTERS)}",
                                   f"{dice.choice(STREETS)} {dice.choice(list(KINDS))}"))
        self.by_district = {}
        for postcode in self.postcodes:
            self.by_district.setdefault(postcode[0], []).append(postcode)

    def home(self, near=None):
        """A home, in most moves near the last one."""
        dice = self.dice
        pool = self.by_district[near[0]] if near and dice.random() < 0.65 else self.postcodes
        district, postcode, street = dice.choice(pool)
        flat = f"Flat {dice.randint(1, 30)}, " if dice.random() < 0.15 else ""
        return district, postcode, f"{flat}{dice.randint(1, 150)} {street}"


class Family:
    """Brothers and sisters with the homes and names that they have had."""

    def __init__(self, dice, names, place, sizes, born_from, twins):
        origin = dice.choice(names.origins) if dice.random() < 0.14 else None
        self.names = [names.last(dice, origin), names.last(dice, origin)]
        self.policy = dice.choices(["first", "second", "both"], [0.80, 0.11, 0.09])[0]
        self.need = dice.gammavariate(0.5, 2.0)
        first = born_from + datetime.timedelta(days=dice.randrange((TODAY - born_from).days))
        self.homes = [(datetime.date(1990, 1, 1), place.home())]
        day = first
        while (day := day + datetime.timedelta(days=int(dice.expovariate(1 / 3200)) + 30)) < TODAY:
            self.homes.append((day, place.home(self.homes[-1][1])))
        self.apart = first + datetime.timedelta(days=int(dice.expovariate(1 / 9000)))
        self.other_home = place.home(self.homes[0][1])
        self.renamed = self.apart + datetime.timedelta(days=500) if dice.random() < 0.25 else datetime.date.max
        self.new_name = names.last(dice, None)
        self.children = []
        born, used = first, set()
        for number in range(dice.choices([1, 2, 3, 4, 5], sizes)[0]):
            if number and dice.random() >= twins:
                born = born + datetime.timedelta(days=dice.randint(330, 1700))
            if born >= TODAY:
                break
            sex = dice.choice("MF")
            given = names.first(dice, sex, born.year, origin)
            # Parents of twins like names that begin alike.
            for _ in range(12):
                alike = number and born == self.children[-1].born and dice.random() < 0.3
                if given not in used and not (alike and given[0] != self.children[-1].given[0]):
                    break
                given = names.first(dice, sex, born.year, origin)
            if given in used:
                continue
            used.add(given)
            self.children.append(Child(self, given, sex, born, dice.random() < 0.01 + 0.02 * (self.need > 3), dice.random() < 0.06))

    def name_on(self, day, half):
        a, b = self.names
        if day >= self.renamed:
            return self.new_name
        policy = "second" if half else self.policy
        return {"first": a, "second": b, "both": f"{a}-{b}"}[policy]


class Child:
    def __init__(self, family, given, sex, born, looked_after, half):
        self.family, self.given, self.sex, self.born = family, given, sex, born
        self.looked_after, self.half = looked_after, half

    def home_on(self, dice, day, place):
        if self.looked_after and dice.random() < 0.6:
            return place.home(self.family.homes[0][1])
        if day >= self.family.apart and dice.random() < 0.3:
            return self.family.other_home
        return next(home for start, home in reversed(self.family.homes) if start <= day)


def swapped(dice, text, pairs):
    """One slip of the ear or the eye; where none fits, a letter is lost."""
    fits = [pair for pair in pairs if pair[0] in text[1:]]
    if fits:
        old, new = dice.choice(fits)
        return text[0] + text[1:].replace(old, new, 1)
    at = dice.randrange(1, len(text)) if len(text) > 2 else len(text)
    return text[:at] + text[at + 1:]


def slipped(dice, digits):
    """One wrong digit, or two that have changed places."""
    at = dice.randrange(len(digits) - 1)
    if dice.random() < 0.5:
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]
    return digits[:at] + dice.choice("0123456789") + digits[at + 1:]


def remembered(dice, child, day, row):
    """What a service has on file of a child from before `day`, beside what its record says now. A child in a hundred was given
    another number once; a service that does not know of it has the old one."""
    family = child.family
    names, homes = [], []
    for start, home in family.homes:
        if start <= day and dice.random() < 0.4:
            homes.append(home)
        name = family.name_on(max(start, child.born), child.half).lower()
        if start <= day and dice.random() < 0.5 and name not in names:
            names.append(name)
    if day >= family.apart and dice.random() < 0.2:
        homes.append(family.other_home)
    names = [name for name in names if name != row[2].lower()]
    homes = [home for home in homes if home[1] != row[5]]
    numbers = [[], []]
    for place, old in enumerate(child.numbers_before):
        if old and row[7 + place]:
            if dice.random() < 0.4:
                row[7 + place] = old
            elif dice.random() < 0.5:
                numbers[place].append(old)
    lists = [names, [home[1] for home in homes], [home[2] for home in homes], *numbers]
    return ["|".join(dict.fromkeys(values)) for values in lists]


def written(dice, names, child, service, place, upn_of, nhs_of, sibling, clumsy, before=None):
    """What a service has of a child, on a day of the child's life, or None where it does not know it. `before`: dice of their own
    for what it remembers, so that the rest is the same with and without."""
    start, end, _, has_upn, has_nhs, way = SERVICES[service]
    age = (TODAY - child.born).days / 365.25
    if age < start:
        return None
    low, high = max(start, age - 8), min(end, age)
    if low > high:
        return None
    day = child.born + datetime.timedelta(days=int(365.25 * dice.uniform(low, high)))
    stale = day - datetime.timedelta(days=dice.randint(0, 900)) if way == "exchange" else day
    _, postcode, address = child.home_on(dice, max(stale, child.born), place)
    given, family = child.given, child.family.name_on(stale, child.half)
    if child.looked_after and dice.random() < 0.15:
        family = child.family.names[1]
    hit = lambda chance: dice.random() < chance * clumsy
    born = child.born.isoformat()

    if way in ("phone", "portal") and hit(0.10) and given in names.short:
        given = dice.choice(names.short[given])
    if way in ("phone", "form") and hit(0.30) and names.spelt.get(given):
        given = dice.choice(names.spelt[given])
    if way == "phone":
        given = swapped(dice, given, HEARD) if hit(0.07) else given
        family = swapped(dice, family, HEARD) if hit(0.09) else family
        born = "" if hit(0.03) else born
    if way == "form":
        given = swapped(dice, given, MISREAD) if hit(0.06) else given
        family = swapped(dice, family, MISREAD) if hit(0.06) else family
    if way == "portal":
        family = family.replace("-", " ") if hit(0.5) else family
        given = f"{given} {names.first(dice, child.sex, child.born.year, None)}" if hit(0.04) else given
        given, family = (family, given) if hit(0.015) else (given, family)
        if hit(0.02):
            born = f"{born[:4]}-{born[8:]}-{born[5:7]}" if int(born[8:]) <= 12 else born
    if way == "old":
        given, family = given.replace("-", " ")[:12], family.replace("-", " ").replace("'", "")[:12]
        given = given[0] if hit(0.05) else given
        born = f"{born[:4]}-01-01" if hit(0.04) else "" if hit(0.10) else born
    if way in ("form", "phone", "old") and born and hit(0.03):
        year, rest = born[:4], born[4:]
        born = f"{int(year) + dice.choice([-1, 1])}{rest}" if hit(0.4) else f"{year}-{rest[1:3]}-{min(28, max(1, int(rest[4:]) + dice.choice([-10, -1, 1, 10]))):02}"
    try:
        datetime.date.fromisoformat(born)
    except ValueError:
        born = ""

    for kind, short in KINDS.items():
        if address.endswith(kind) and way in ("phone", "portal", "old") and dice.random() < 0.4:
            address = address.removesuffix(kind) + short
    if hit(0.03):
        postcode = dice.choice(["", postcode.split()[0], postcode[:-2] + postcode[-1] + postcode[-2]])
    address = "" if hit(0.05) else address
    wrong = dice.random() / clumsy
    sex = "" if wrong < 0.02 else {"M": "F", "F": "M"}[child.sex] if wrong < 0.026 else child.sex
    upn_there = upn_of if dice.random() < has_upn and age >= 3.5 and not (child.looked_after and hit(0.3)) else ""
    nhs_there = nhs_of if dice.random() < has_nhs else ""
    if sibling and hit(0.004):
        upn_there, nhs_there = (sibling[0] if upn_there else ""), (sibling[1] if nhs_there else "")
    if upn_there and hit(0.012):
        upn_there = upn_there[0] + slipped(dice, upn_there[1:])
    if nhs_there and hit(0.008):
        nhs_there = slipped(dice, nhs_there)
    row = [service, given, family, born, sex, postcode, address, upn_there, nhs_there, "yes" if child.looked_after else "no"]
    return row if before is None else row + remembered(before, child, stale, row)


def records(count, seed, *, sizes=(0.45, 0.38, 0.12, 0.04, 0.01), twins=0.025, needs=1.0, clumsy=1.0, least=0,
            histories=False):
    """At least `count` records of whole families, in chance order: rows of COLUMNS. `least`: families in which nobody has so
    many records are left out. `histories`: rows have COLUMNS_BEFORE as well, before the last."""
    dice, names = random.Random(seed), Names()
    before = random.Random(-seed - 1) if histories else None
    place = Place(dice, max(60, count // 3))
    rows, children, tried = [], 0, 0
    while len(rows) < count:
        family = Family(dice, names, place, sizes, datetime.date(2007, 9, 1), twins)
        numbers = []
        for child in family.children:
            tried += 1
            nhs, number = None, tried
            while nhs is None:
                nhs, number = nhs_number(number), number + 40_000_000
            numbers.append((upn(dice, tried, child.born.year + 4), nhs))
            child.numbers_before = [None, None]
            if before and before.random() < 0.01:
                child.numbers_before = [upn(before, 3_000_000 + tried, child.born.year + 4), nhs_number(20_000_000 + tried)]
        found = []
        for at, child in enumerate(family.children):
            sibling = numbers[at - 1] if len(numbers) > 1 else None
            of_child = []
            for service, (_, _, knows, *_) in SERVICES.items():
                chance = knows * (family.need if service in NEEDY else 1.0) * needs
                chance = max(chance, 0.9) if child.looked_after and service == "social_care" else chance
                # Now and then one service has a child twice.
                for _ in range(1 + (dice.random() < 0.04)):
                    if dice.random() < chance:
                        row = written(dice, names, child, service, place, *numbers[at], sibling, clumsy, before)
                        if row:
                            of_child.append(row)
            found.append(of_child)
        if max(map(len, found), default=0) < least:
            continue
        for of_child in found:
            children += bool(of_child)
            rows.extend([*row, children] for row in of_child)
    dice.shuffle(rows)
    return [[number, *row] for number, row in enumerate(rows, 1)]
