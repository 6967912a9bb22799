"""Reads AWS files as botocore does (botocore/configloader.py, raw_config_parse). In and out: JSON, one character a byte."""
import configparser
import io
import json
import sys


def parse(data):
    # botocore demands UTF-8; where bytes are none, the lines around them are read in the same way.
    text = io.TextIOWrapper(io.BytesIO(data), encoding='utf-8', errors='surrogateescape')
    parser = configparser.RawConfigParser(default_section=None)
    parser.read_file(text, 'file')
    return [[section, [[option, parser.get(section, option)] for option in parser.options(section)]] for section in parser.sections()]


def first_fault(data):
    """The number of the first line that cannot be read; None if all can be."""
    try:
        parse(data)
        return None
    except configparser.ParsingError as e:
        # Since Python 3.12 a missing header is of this kind too.
        return e.lineno if isinstance(e, configparser.MissingSectionHeaderError) else e.errors[0][0]
    except configparser.Error as e:
        # Faults above it are told only where nothing ends the reading.
        lines = io.TextIOWrapper(io.BytesIO(data), encoding='utf-8', errors='surrogateescape').readlines()
        above = ''.join(lines[:e.lineno - 1]).encode('utf-8', 'surrogateescape')
        return first_fault(above) or e.lineno


def read(text):
    data = text.encode('latin-1')
    line = first_fault(data)
    return {'line': line, 'sections': None if line else parse(data)}


def as_bytes(value):
    if isinstance(value, str):
        return value.encode('utf-8', 'surrogateescape').decode('latin-1')
    if isinstance(value, list):
        return [as_bytes(v) for v in value]
    return value


answers = [read(text) for text in json.load(sys.stdin)]
json.dump([{'line': a['line'], 'sections': as_bytes(a['sections'])} for a in answers], sys.stdout)
