"""hvac administers, PyKMIP uses what it made; each check prints one line of JSON: name, passed, detail."""

import json
import os
import pathlib
import sys
import traceback

import hvac
from hvac import exceptions as vault_errors
from kmip import enums
from kmip.pie import client as kmip_client
from kmip.pie import exceptions as kmip_errors

SETTINGS = json.loads(sys.argv[1])
SCOPE = "kmip/scope/hvac"
ROLE = SCOPE + "/role/app"
USAGE = [enums.CryptographicUsageMask.ENCRYPT, enums.CryptographicUsageMask.DECRYPT]


def vault(token=None):
    return hvac.Client(
        url=os.environ["VAULT_ADDR"],
        token=token or os.environ["VAULT_TOKEN"],
        verify=os.environ["VAULT_CACERT"],
    )


def refused(call, kind):
    try:
        call()
    except kind as error:
        assert str(error), "the refusal has no sentence"
        return True
    return False


def health(api):
    assert api.sys.is_initialized() and not api.sys.is_sealed()
    assert api.sys.read_health_status(method="GET")["standby"] is False
    assert api.sys.read_health_status(method="HEAD").status_code == 200
    assert api.is_authenticated()


def token(api):
    found = api.auth.token.lookup_self()["data"]
    assert found["policies"] == ["root"] and found["id"] == api.token, found


def engines(api):
    api.sys.enable_secrets_engine("kmip", path="hvac-keys", description="by hvac")
    mounts = api.sys.list_mounted_secrets_engines()["data"]
    assert mounts["hvac-keys/"]["type"] == "kmip", mounts
    api.sys.tune_mount_configuration("hvac-keys", description="tuned")
    assert api.sys.read_mount_configuration("hvac-keys")["data"]["description"] == "tuned"
    api.sys.disable_secrets_engine("hvac-keys")
    assert "hvac-keys/" not in api.sys.list_mounted_secrets_engines()["data"]


def administration(api):
    assert api.read("kmip/scope/nowhere/role/nobody") is None
    assert api.list(SCOPE + "/role") is None
    api.write(SCOPE)
    api.write_data(ROLE, data={"operation_all": True, "tls_client_key_type": "rsa", "tls_client_key_bits": 2048})
    assert api.read(ROLE)["data"]["operation_all"] is True
    assert api.list("kmip/scope")["data"]["keys"] == ["hvac"]
    assert api.list(SCOPE + "/role")["data"]["keys"] == ["app"]


def errors(api):
    assert refused(lambda: api.write_data(ROLE, data={"operation_all": True, "operation_get": True}), vault_errors.InvalidRequest)
    assert refused(lambda: api.write_data(ROLE, data={"tls_client_key_bits": "many"}), vault_errors.InvalidRequest)
    assert refused(lambda: vault("hvs.nonsense").list("kmip/scope"), vault_errors.Forbidden)
    assert refused(lambda: api.read("kmip/nonsense/path"), vault_errors.InvalidPath) or api.read("kmip/nonsense/path") is None


def connect(api):
    """A credential of the API, in files, for PyKMIP."""
    made = api.write_data(ROLE + "/credential/generate", data={"format": "pem"})["data"]
    folder = pathlib.Path(SETTINGS["directory"])
    (folder / "hvac-cert.pem").write_text(made["certificate"])
    key = folder / "hvac-key.pem"
    key.touch(mode=0o600)
    key.write_text(made["private_key"])
    (folder / "hvac-ca.pem").write_text("\n".join(made["ca_chain"]))
    session = kmip_client.ProxyKmipClient(
        hostname=SETTINGS["host"],
        port=SETTINGS["port"],
        cert=str(folder / "hvac-cert.pem"),
        key=str(key),
        ca=str(folder / "hvac-ca.pem"),
        kmip_version=enums.KMIPVersion.KMIP_1_4,
    )
    return session, made["serial_number"]


def denied(call):
    try:
        call()
    except kmip_errors.KmipOperationFailure as failure:
        return failure.reason == enums.ResultReason.PERMISSION_DENIED
    return False


def end_to_end(api):
    session, serial = connect(api)
    with session:
        uid = session.create(enums.CryptographicAlgorithm.AES, 256, name="by-hvac", cryptographic_usage_mask=USAGE)
        assert len(session.get(uid).value) == 32
        material = session.get(uid).value.hex()
        over_http = api.write_data(ROLE + "/client/locate/get", data={"name": "by-hvac"})["data"]["response"]
        assert material in over_http, "the client API delivers another key"
        api.write_data(ROLE, data={"operation_locate": True})
        assert denied(lambda: session.get(uid)), "the open connection does not see the change of its role"
        assert session.locate() == [uid]
        assert 'value="PermissionDenied"' in api.write_data(ROLE + "/client/locate/get", data={"name": "by-hvac"})["data"]["response"]
        api.write_data(ROLE, data={"operation_all": True})
        assert session.get(uid).value.hex() == material
        assert api.list(ROLE + "/credential")["data"]["keys"] == [serial]
        api.write_data(ROLE + "/credential/revoke", data={"serial_number": serial})
        assert not works(lambda: session.get(uid)), "a revoked credential works on an open connection"
    assert not works(lambda: open_anew(session)), "a revoked credential opens a connection"
    assert api.list(ROLE + "/credential") is None


def works(call):
    try:
        call()
    except Exception:
        return False
    return True


def open_anew(session):
    with session:
        session.locate()


def deletion(api):
    assert refused(lambda: api.delete(SCOPE), vault_errors.InvalidRequest)
    api.adapter.delete("/v1/" + SCOPE, params={"force": "true"})
    assert api.list("kmip/scope") is None


CHECKS = [
    ("reads the health of the server", health),
    ("looks up its token", token),
    ("enables, tunes, lists and disables the engine", engines),
    ("writes, reads and lists scopes and roles", administration),
    ("gets errors as its exceptions", errors),
    ("gets a credential that opens a KMIP connection, which sees its role change and ends with it", end_to_end),
    ("deletes a scope with objects by force alone", deletion),
]

for name, run in CHECKS:
    try:
        run(vault())
        result = {"name": name, "passed": True, "detail": ""}
    except Exception:
        result = {"name": name, "passed": False, "detail": traceback.format_exc()}
    print(json.dumps(result), flush=True)
