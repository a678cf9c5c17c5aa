"""The strategic assessment as a report: its content, its sentences, its reads, forms and paper."""
