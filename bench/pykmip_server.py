"""A PyKMIP server as its documentation sets it up: SQLite, one thread a connection."""

import json
import os
import sys

from kmip.services.server import server

settings = json.loads(sys.argv[1])
os.makedirs(settings["directory"], exist_ok=True)
kmip = server.KmipServer(
    hostname="127.0.0.1",
    port=settings["port"],
    certificate_path=settings["cert"],
    key_path=settings["key"],
    ca_path=settings["ca"],
    auth_suite="TLS1.2",
    config_path=None,
    log_path=os.path.join(settings["directory"], "server.log"),
    policy_path=settings["directory"],
    enable_tls_client_auth=True,
    logging_level="ERROR",
    database_path=os.path.join(settings["directory"], "pykmip.db"),
)
with kmip:
    kmip.serve()
