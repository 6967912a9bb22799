"""Prints the access key id that botocore resolves for a profile, as any Python program would."""
import sys

import botocore.session

session = botocore.session.Session(profile=sys.argv[1])
print(session.get_credentials().get_frozen_credentials().access_key)
