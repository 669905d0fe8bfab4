"""A real SMTP server (Debian: python3-aiosmtpd) that keeps each accepted message as a file named by its time of acceptance.

usage: smtp_server.py FOLDER PORT [CERTIFICATE KEY USER PASSWORD]   (the last four: STARTTLS and AUTH are demanded)
"""
import os
import ssl
import sys
import time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

folder, port = sys.argv[1], int(sys.argv[2])


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user here"
        if address.startswith("grey@") and not os.path.exists(os.path.join(folder, "seen-grey")):
            open(os.path.join(folder, "seen-grey"), "w").close()
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):
        name = "%013d-%d" % (time.time() * 1000, len(os.listdir(folder)))
        with open(os.path.join(folder, name + ".part"), "wb") as file:
            file.write(("X-To: %s\r\n" % ",".join(envelope.rcpt_tos)).encode() + envelope.original_content)
        os.rename(os.path.join(folder, name + ".part"), os.path.join(folder, name + ".eml"))
        return "250 taken"


further = {}
if len(sys.argv) > 3:
    certificate, key, user, password = sys.argv[3:7]
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)

    def check(server, session, envelope, mechanism, data):
        good = data.login == user.encode() and data.password == password.encode()
        return AuthResult(success=good, handled=good)

    further = dict(tls_context=tls, require_starttls=True, authenticator=check, auth_required=True)

controller = Controller(Keeper(), hostname="127.0.0.1", port=port, **further)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()
