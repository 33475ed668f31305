"""Fills the manifest's ${...} from the environment and zips it with the icons; the same settings give the same bytes."""
import json
import os
import re
import sys
import zipfile

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.I)


def stop(problem):
    sys.exit("package.sh: " + problem)


settings = {name: os.environ.get(name, "") for name in ("APP_ID", "PUBLIC_HOST", "TEAMS_APP_ID", "DEVELOPER_NAME", "PRIVACY_URL", "TERMS_URL")}
if not ID.fullmatch(settings["APP_ID"]):
    stop(f"`APP_ID` is `{settings['APP_ID']}`: it must be the bot's app id, like 00000000-0000-0000-0000-000000000000")
if not HOST.fullmatch(settings["PUBLIC_HOST"]):
    stop(f"`PUBLIC_HOST` is `{settings['PUBLIC_HOST']}`: it must be the host name at which the bot is reached, like policybot.example.com")
settings["TEAMS_APP_ID"] = settings["TEAMS_APP_ID"] or settings["APP_ID"]
settings["DEVELOPER_NAME"] = settings["DEVELOPER_NAME"] or "PolicyBot"
settings["PRIVACY_URL"] = settings["PRIVACY_URL"] or f"https://{settings['PUBLIC_HOST']}/"
settings["TERMS_URL"] = settings["TERMS_URL"] or f"https://{settings['PUBLIC_HOST']}/"


def filled(value):
    if isinstance(value, str):
        return re.sub(r"\$\{([A-Z_]+)\}", lambda m: settings[m.group(1)], value)
    if isinstance(value, list):
        return [filled(v) for v in value]
    return {k: filled(v) for k, v in value.items()} if isinstance(value, dict) else value


with open("manifest.json", encoding="utf-8") as file:
    manifest = json.dumps(filled(json.load(file)), ensure_ascii=False, indent=2)
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as package:
    for name, data in (("manifest.json", manifest.encode()), ("color.png", open("color.png", "rb").read()), ("outline.png", open("outline.png", "rb").read())):
        package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
print(sys.argv[1])
