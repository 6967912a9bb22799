"""What any Python program does that uses botocore.

    botocore_reader.py PROFILE...   a line for each: the profile, the access key id that botocore resolves for it, and its region
                                    ('-' stands for no profile; instead of the two the words 'error' and why)
    botocore_reader.py --sections   a line for each section that botocore reads: its name, and what is in it
"""
import json
import sys

import botocore.exceptions
import botocore.session


def resolve(profile):
    try:
        session = botocore.session.Session(profile=None if profile == '-' else profile)
        credentials = session.get_credentials()
        if credentials is None:
            return 'error\tbotocore finds no credentials.'
        return f"{credentials.get_frozen_credentials().access_key}\t{session.get_config_variable('region') or ''}"
    # AttributeError: what https://github.com/boto/botocore/issues/2828 ended with.
    except (botocore.exceptions.BotoCoreError, OSError, RuntimeError, AttributeError) as error:
        return 'error\t' + ' '.join(str(error).split())


if sys.argv[1:] == ['--sections']:
    for kind, sections in sorted(botocore.session.Session().full_config.items()):
        for name in sorted(sections) if isinstance(sections, dict) else []:
            print(f'{kind} {name}\t{json.dumps(sections[name], sort_keys=True)}')
else:
    for name in sys.argv[1:]:
        print(f'{name}\t{resolve(name)}')
