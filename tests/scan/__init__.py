"""Scans that the tests make from documents of text: what scanners, fax machines and cameras do to paper."""
