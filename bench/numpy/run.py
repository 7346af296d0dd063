"""Answers the benchmark's questions with pandas and numpy: one request a line.

load FOLDER, q1 TABLE, q2 TABLE, editions ... or version; the answer is lines, then "= seconds".
"""

import sys
import time

import numpy as np
import pandas as pd

NAMES = (
    "claim contact training travel funding instruction comms material pledge propaganda manifesto "
    "ideology membership prior accomplices weapon target media mental official"
).split()
K = np.array([4, 4, 3, 4, 4, 5, 5, 4, 4, 3, 4, 6, 4, 3, 5, 6, 6, 4, 3, 5])
EPOCH = np.datetime64("2000-01-01")
MONTHS = 240
CUTS = ((np.datetime64("2005-02") + np.arange(MONTHS)).astype("datetime64[D]") - EPOCH).astype(np.int64) - 1


def table(version):
    """The rows: category, whether the row blocks, and clauses of {variable: codes}."""
    rows = [
        (1, False, [dict(official=[1]), dict(instruction=[1, 2], training=[1], travel=[1])]),
        (1, False, [dict(instruction=[1, 2]), dict(contact=[1], training=[1], travel=[1, 2])]),
        (1, False, [dict(membership=[1], prior=[1]), dict(funding=[1], material=[1]), dict(claim=[1, 3])]),
        (2, False, [dict(instruction=[3], comms=[2, 3]), dict(contact=[1, 2], accomplices=[1, 2])]),
        (2, False, [dict(contact=[2]), dict(instruction=[1, 2, 3], comms=[1, 2, 3], material=[2])]),
        (3, False, [dict(pledge=[1, 2], propaganda=[1]), dict(contact=[3], accomplices=[4])]),
        (3, False, [dict(propaganda=[1], manifesto=[1, 2], media=[1]), dict(ideology=[1, 2, 3]), dict(instruction=[4], weapon=[1, 2, 3])]),
        (3, False, [dict(pledge=[1, 2]), dict(claim=[1, 3]), dict(target=[1, 2, 3])]),
        (4, True, [dict(official=[3]), dict(propaganda=[2], mental=[1])]),
        (4, False, [dict(ideology=[4, 5]), dict(contact=[3], comms=[4], manifesto=[3])]),
    ]
    if version == "V2":
        rows[7][2].pop()
    return rows


class Program:
    """The table as bits: by code of each variable, the clauses that it makes true.

    A blocking row is two: it, and that it is unknown, of whose clauses an
    unknown variable makes each true.
    """

    def __init__(self, version):
        self.compares = version == "V3"
        self.worst = 4 if version == "V2" else 3
        self.by_code = np.zeros((len(K), 8), dtype=np.uint64)
        self.rows = []
        bit = 0
        for category, blocks, clauses in table(version):
            for unknown in (False, True) if blocks else (False,):
                need = 0
                for clause in clauses:
                    for name, codes in clause.items():
                        v = NAMES.index(name)
                        for code in codes + ([0, K[v]] if unknown else []):
                            self.by_code[v, code] |= np.uint64(1 << bit)
                    need |= 1 << bit
                    bit += 1
                self.rows.append((0 if unknown else category, np.uint64(need)))
        # Two variables are looked up at once.
        self.pairs = (self.by_code[0::2, None, :] | self.by_code[1::2, :, None]).reshape(len(K) // 2, 64)

    def decide(self, state):
        """The categories of states, which have three bits a variable."""
        held = np.zeros(len(state), dtype=np.uint64)
        for i in range(len(K) // 2):
            held |= self.pairs[i][(state >> (6 * i)) & 63]
        category = np.zeros(len(state), dtype=np.int8)
        rows = self.rows
        if self.compares:
            weapon, target = (state >> 45) & 7, (state >> 48) & 7
            category[(weapon == target) & (weapon > 0) & (weapon < 6)] = 3
        for number, need in reversed(rows):
            category[(held & need) == need] = number
        return category


def load(folder):
    global incident, statement
    incident = pd.read_csv(folder + "/incident.csv", header=None, names=["id", "day", "year"])
    statement = pd.read_csv(
        folder + "/statement.csv", header=None,
        names=["id", "incident", "variable", "value", "grade", "source", "published", "recorded", "retracted"],
    )
    statement["retracted"] = statement["retracted"].fillna(1 << 30).astype(np.int64)
    incident, statement = ({c: f[c].to_numpy() for c in f} for f in (incident, statement))
    # Columns as narrow as they can be: less to read.
    for c, t in dict(incident=np.int32, published=np.int32, retracted=np.int32, variable=np.int8, value=np.int8, grade=np.int8).items():
        statement[c] = statement[c].astype(t)


def q1(version):
    day = 7670
    p, s = Program(version), statement
    i = np.flatnonzero((s["published"] <= day) & (s["grade"] <= p.worst) & (s["retracted"] > day))
    cell = (s["incident"][i].astype(np.int64) - 1) * len(K) + s["variable"][i]
    # The statements lie by id. The rank within a cell, with its place in i.
    rank = ((s["published"][i].astype(np.int64) * 8 + 7 - s["grade"][i]) << 24) | np.arange(len(i))
    top = np.full(len(incident["id"]) * len(K), -1, dtype=np.int64)
    order = np.argsort(rank)
    top[cell[order]] = order  # of several, numpy keeps the last
    code = np.where(top >= 0, s["value"][i][top], 0).reshape(-1, len(K))
    state = (code.astype(np.int64) << (3 * np.arange(len(K)))).sum(axis=1)
    category = p.decide(state)
    there = incident["day"] <= day
    n = np.bincount((incident["year"][there] - 2005) * 5 + category[there], minlength=100)
    return [f"{2005 + c // 5},{c % 5},{n[c]}" for c in np.flatnonzero(n)]


def q2(version):
    p, s = Program(version), statement
    month_of = np.searchsorted(CUTS, np.arange(12_000))  # the first month-end that is not before
    i = np.flatnonzero(s["grade"] <= p.worst)
    published, retracted = s["published"][i], s["retracted"][i]
    m = month_of[np.minimum(published, 11_999)]
    end = month_of[np.minimum(retracted, 11_999)]
    there = m < end
    i, published, m, end = i[there], published[there], m[there], end[there]
    cell = (s["incident"][i].astype(np.int64) - 1) * len(K) + s["variable"][i]
    rank = published.astype(np.int64) * 8 + 7 - s["grade"][i]
    value = s["value"][i].astype(np.int64)

    # By cell, then by rank; i is the last tie, which a stable sort keeps.
    by = np.argsort((cell << 17) | rank, kind="stable")
    cell, m, end, value = cell[by], m[by], end[by], value[by]

    # Cells with a retraction are worked out at each of their month-ends: few.
    starts = np.flatnonzero(np.r_[True, cell[1:] != cell[:-1]])
    size = np.diff(np.r_[starts, len(cell)])
    number = np.repeat(np.arange(len(starts)), size)
    special = np.logical_or.reduceat(end < MONTHS, starts)[number]
    rest = np.flatnonzero(special)
    ordinary = ~special

    rc, rm, re, rv = cell[rest], m[rest], end[rest], value[rest]
    at = np.unique(np.r_[rc * 512 + rm, (rc * 512 + re)[re < MONTHS]])
    first = np.searchsorted(rc, at // 512)
    count = np.searchsorted(rc, at // 512, side="right") - first
    which = np.repeat(np.arange(len(at)), count)
    row = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + first[which]
    counts = (rm[row] <= (at % 512)[which]) & (re[row] > (at % 512)[which])
    picked = np.zeros(len(at), dtype=np.int64)
    picked[which[counts]] = rv[row[counts]]  # the last counts

    cell = np.r_[cell[ordinary], at // 512]
    m = np.r_[m[ordinary], at % 512]
    code = np.r_[value[ordinary], picked]
    if len(at):
        by = np.argsort((cell << 9) | m, kind="stable")
        cell, m, code = cell[by], m[by], code[by]

    # What changes in the packed state of an incident, and its running xor.
    before = np.zeros_like(code)
    same = cell[1:] == cell[:-1]
    before[1:][same] = code[:-1][same]
    owner, variable = cell // len(K), cell % len(K)
    change = (code ^ before) << (3 * variable)
    moves = change != 0
    owner, m, change = owner[moves], m[moves], change[moves]
    by = np.argsort((owner << 9) | m, kind="stable")
    owner, m, change = owner[by], m[by], change[by]
    state = np.bitwise_xor.accumulate(change)
    heads = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    carried = np.r_[0, state[heads[1:] - 1]]
    state ^= np.repeat(carried, np.diff(np.r_[heads, len(owner)]))
    last = np.r_[(owner[1:] != owner[:-1]) | (m[1:] != m[:-1]), True]
    owner, m, state = owner[last], m[last], state[last]

    category = p.decide(state).astype(np.int64)
    prev = np.r_[0, category[:-1]]
    prev[np.r_[True, owner[1:] != owner[:-1]]] = 0
    moves = category != prev
    owner, m, category, prev = owner[moves], m[moves], category[moves], prev[moves]
    year = incident["year"] - 2005
    place = lambda y, c, m: (y * 5 + c) * MONTHS + m
    n = np.bincount(place(year, 0, month_of[incident["day"]]), minlength=100 * MONTHS)
    n += np.bincount(place(year[owner], category, m), minlength=len(n))
    n -= np.bincount(place(year[owner], prev, m), minlength=len(n))
    n = n.reshape(100, MONTHS).cumsum(axis=1)
    return [f"{CUTS[t]},{2005 + c // 5},{c % 5},{n[c, t]}" for t, c in np.argwhere(n.T)]


EDITIONS = []


def editions(rest):
    """A dataset in editions: load FILE..., count N, sum, or changed OLD NEW."""
    what, *args = rest.split(" ")
    if what == "load":
        types = {"country": "category", "type_of_violence": "category", "best": "int32", "year": "int16"}
        for name in args:
            EDITIONS.append(pd.read_csv(name, usecols=["id", *types], dtype=types, index_col="id"))
        return []
    if what == "count":
        n = EDITIONS[int(args[0])].groupby(["country", "type_of_violence"], observed=True).size()
        return [f"{country},{kind},{k}" for (country, kind), k in n.items() if k > 0]
    if what == "sum":
        sums = [table.groupby("year")["best"].sum() for table in EDITIONS]
        return [f"{e},{year},{total}" for e, of in enumerate(sums) for year, total in of.items()]
    old, new = (EDITIONS[int(n)]["best"] for n in args)
    both = pd.concat([old, new], axis=1, join="inner", keys=["old", "new"])
    return [str(i) for i in both.index[both["old"] != both["new"]]]


def main():
    for line in sys.stdin:
        what, _, rest = line.strip().partition(" ")
        begin = time.perf_counter()
        if what == "version":
            lines = [f"pandas {pd.__version__}, numpy {np.__version__}"]
        elif what == "load":
            load(rest)
            lines = []
        else:
            lines = {"q1": q1, "q2": q2, "editions": editions}[what](rest)
        took = time.perf_counter() - begin
        print("".join(l + "\n" for l in lines) + f"= {took}", flush=True)


main()
