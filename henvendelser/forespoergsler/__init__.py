"""Requests to the departments: their states, deadlines, leads and threads.

What writes is `handlinger.forespoergsler` (the adviser) and `handlinger.svar` (the department).
"""
