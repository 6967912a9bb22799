"""Lists all accounts and their roles one call after the other, with the retries and the pages that come unasked, as one writes it
with boto3:
    botocore_loop.py ADDRESS TOKEN
An account that fails in spite of them is left out. Prints what was found and taken, as one line of JSON.
"""
import json
import re
import sys
import time

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

start = time.monotonic()
address, token = sys.argv[1:]
client = botocore.session.get_session().create_client("sso", region_name="eu-west-1", endpoint_url=address)

accounts = [
    account
    for page in client.get_paginator("list_accounts").paginate(accessToken=token)
    for account in page["accountList"]
]
first, listed, sessions = 0, 0, 0
for account in accounts:
    try:
        for page in client.get_paginator("list_account_roles").paginate(accessToken=token, accountId=account["accountId"]):
            sessions += len(page["roleList"])
            first = first or time.monotonic() - start
        listed += 1
    except (BotoCoreError, ClientError):
        pass

total = time.monotonic() - start
try:
    with open("/proc/self/status") as status:
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024
except OSError:
    peak = 0
print(json.dumps({"Sessions": sessions, "Accounts": listed, "Total": total, "First": first, "PeakMegabytes": peak}))
