"""Has bytecode that says that it is another source's."""
