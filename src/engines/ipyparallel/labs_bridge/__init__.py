"""The bridge: one process for a cluster, between a host (Node) and ipyparallel's client."""
