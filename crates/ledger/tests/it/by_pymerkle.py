"""Judges our proofs with pymerkle and makes proofs of its own; see pymerkle.rs.

Reads one JSON document: the leaves' contents, the roots we say each size has, and proofs. Writes one: how many proofs it
accepted, and its own proofs. Anything it does not accept is an exception.

pymerkle takes other hashes than RFC 6962 for consistency with an older tree of even size, and for odd sizes the first two
in the other order; so only odd ones are compared, swapped.
"""

import json
import sys

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion
from pymerkle.core import _consistency_path_layout, _inclusion_path_layout
from pymerkle.proof import ConsistencyProof, InclusionProof


def swapped(hashes):
    return [hashes[1], hashes[0], *hashes[2:]]


def unhex(hashes):
    return [bytes.fromhex(text) for text in hashes]


asked = json.load(sys.stdin)
tree = InmemoryTree(algorithm="sha256")
for content in unhex(asked["contents"]):
    tree.append_entry(content)
for size, root in enumerate(asked["roots"], start=1):
    assert tree.get_root(size).hex() == root, f"another root at {size}"

accepted = 0
for index, size, hashes in asked["inclusion"]:
    rule, _ = _inclusion_path_layout(index + 1, size)
    leaf = tree.get_leaf(index + 1)
    proof = InclusionProof("sha256", True, size, index + 1, rule, [leaf, *unhex(hashes)])
    verify_inclusion(leaf, tree.get_root(size), proof, index=index + 1, size=size)
    accepted += 1
for old, size, hashes in asked["consistency"]:
    rule, subset, _ = _consistency_path_layout(old, size)
    proof = ConsistencyProof("sha256", True, size, old, rule, subset, swapped(unhex(hashes)))
    verify_consistency(tree.get_root(old), tree.get_root(size), proof, prior_size=old, later_size=size)
    accepted += 1

own = {"accepted": accepted, "inclusion": [], "consistency": []}
for index, size, _ in asked["inclusion"]:
    path = tree.prove_inclusion(index + 1, size).path
    own["inclusion"].append([index, size, [digest.hex() for digest in path[1:]]])
for old, size, _ in asked["consistency"]:
    path = tree.prove_consistency(old, size).path
    own["consistency"].append([old, size, [digest.hex() for digest in swapped(path)]])
json.dump(own, sys.stdout)
