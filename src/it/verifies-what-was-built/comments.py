"""CVE-2025-11468: a long comment lost its parentheses when a header was folded, so that what it said
became part of the address."""

from email import _header_value_parser as parser, policy

address = "somebody (%s) <spy@example.org>" % ("a" * 60)
folded = parser.get_address_list(address)[0].fold(policy=policy.default.clone(max_line_length=40))
print("kept" if "(aaaa" in folded else "lost")
