"""Typed settings: what `practice.yml`, `_brand.yml` and the other YAML files say, as plain frozen values.

Each type is one class, with what its file may say and what the program uses; every fault is found at its line:
`nodes` (YAML text -> values with lines), `shapes` (-> types), then a module a file: `practice`, `brand`, ….
"""
