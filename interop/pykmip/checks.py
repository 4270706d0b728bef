"""PyKMIP's client drives a KMIP server; each check prints one line of JSON: name, passed, detail."""

import hashlib
import hmac
import json
import sys
import traceback

from kmip import enums
from kmip.core import attributes as core_attributes
from kmip.core import objects as core_objects
from kmip.core.factories import attributes as attribute_factory
from kmip.pie import client, exceptions, objects

import cryptography_checks

SETTINGS = json.loads(sys.argv[1])
FACTORY = attribute_factory.AttributeFactory()
USAGE = [enums.CryptographicUsageMask.ENCRYPT, enums.CryptographicUsageMask.DECRYPT]
VERSIONS = [
    enums.KMIPVersion.KMIP_1_0,
    enums.KMIPVersion.KMIP_1_1,
    enums.KMIPVersion.KMIP_1_2,
    enums.KMIPVersion.KMIP_1_3,
    enums.KMIPVersion.KMIP_1_4,
    enums.KMIPVersion.KMIP_2_0,
]


def connect(version, credential="full"):
    return client.ProxyKmipClient(
        hostname=SETTINGS["host"],
        port=SETTINGS["port"],
        cert=SETTINGS[credential]["cert"],
        key=SETTINGS[credential]["key"],
        ca=SETTINGS["ca"],
        kmip_version=version,
    )


def refused(call, reason):
    """True when the server refuses the call for this reason."""
    try:
        call()
    except exceptions.KmipOperationFailure as failure:
        return failure.reason == reason
    return False


def reason(version, older, newer):
    """What KMIP 1.x calls it, and what 2.x does."""
    return older if version.value < enums.KMIPVersion.KMIP_2_0.value else newer


def name_value(text):
    return core_attributes.Name.create(text, enums.NameType.UNINTERPRETED_TEXT_STRING)


def name_attribute(text):
    return FACTORY.create_attribute(enums.AttributeType.NAME, name_value(text))


def create_and_read(session, version):
    uid = session.create(
        enums.CryptographicAlgorithm.AES, 256, name=f"create-{version.name}", cryptographic_usage_mask=USAGE
    )
    key = session.get(uid)
    assert len(key.value) == 32, key.value
    assert key.cryptographic_algorithm == enums.CryptographicAlgorithm.AES
    assert session.get(uid).value == key.value
    session.destroy(uid)
    # The attributes of a destroyed key are still there
    destroyed = reason(version, enums.ResultReason.ILLEGAL_OPERATION, enums.ResultReason.OBJECT_DESTROYED)
    assert refused(lambda: session.get(uid), destroyed)


def lifecycle(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 128, cryptographic_usage_mask=USAGE)
    session.activate(uid)
    wrong_state = reason(
        version, enums.ResultReason.PERMISSION_DENIED, enums.ResultReason.WRONG_KEY_LIFECYCLE_STATE
    )
    assert refused(lambda: session.activate(uid), wrong_state)
    assert refused(lambda: session.destroy(uid), wrong_state)
    session.revoke(enums.RevocationReasonCode.CESSATION_OF_OPERATION, uid, "end of test")
    session.destroy(uid)


def encrypt_and_decrypt(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, cryptographic_usage_mask=USAGE)
    session.activate(uid)
    parameters = {
        "cryptographic_algorithm": enums.CryptographicAlgorithm.AES,
        "block_cipher_mode": enums.BlockCipherMode.CBC,
        "padding_method": enums.PaddingMethod.PKCS5,
    }
    plain = b"what PyKMIP encrypts here it must also decrypt"
    cipher, iv = session.encrypt(plain, uid=uid, cryptographic_parameters=parameters)
    assert len(iv) == 16 and cipher != plain
    assert session.decrypt(cipher, uid=uid, cryptographic_parameters=parameters, iv_counter_nonce=iv) == plain
    own_iv = bytes(range(16))
    cipher, _ = session.encrypt(plain, uid=uid, cryptographic_parameters=parameters, iv_counter_nonce=own_iv)
    assert session.decrypt(cipher, uid=uid, cryptographic_parameters=parameters, iv_counter_nonce=own_iv) == plain


def code_of_a_message(session, version):
    usage = [enums.CryptographicUsageMask.MAC_GENERATE, enums.CryptographicUsageMask.MAC_VERIFY]
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, cryptographic_usage_mask=usage)
    session.activate(uid)
    message = b"what PyKMIP wants a code of"
    answered, code = session.mac(message, uid, enums.CryptographicAlgorithm.HMAC_SHA256)
    assert answered == uid
    assert code == hmac.new(session.get(uid).value, message, hashlib.sha256).digest()


def derived_key(session, version):
    usage = [enums.CryptographicUsageMask.DERIVE_KEY]
    base = session.create(enums.CryptographicAlgorithm.AES, 256, cryptographic_usage_mask=usage)
    session.activate(base)
    uid = session.derive_key(
        enums.ObjectType.SYMMETRIC_KEY,
        [base],
        enums.DerivationMethod.HMAC,
        {
            "cryptographic_parameters": {"hashing_algorithm": enums.HashingAlgorithm.SHA_256},
            "derivation_data": b"storage",
        },
        cryptographic_algorithm=enums.CryptographicAlgorithm.AES,
        cryptographic_length=128,
        cryptographic_usage_mask=USAGE,
    )
    expected = hmac.new(session.get(base).value, b"storage", hashlib.sha256).digest()
    assert session.get(uid).value == expected[:16]


def locate_by_name(session, version):
    name = f"locate-{version.name}"
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, name=name, cryptographic_usage_mask=USAGE)
    assert session.locate(attributes=[name_attribute(name)]) == [uid]
    assert session.locate(attributes=[name_attribute(name + "-missing")]) == []
    second = session.create(enums.CryptographicAlgorithm.AES, 256, name=name, cryptographic_usage_mask=USAGE)
    assert sorted(session.locate(attributes=[name_attribute(name)])) == sorted([uid, second])
    assert len(session.locate(maximum_items=1, attributes=[name_attribute(name)])) == 1


def attributes_of_a_key(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, name="attributes", cryptographic_usage_mask=USAGE)
    asked = ["State", "Name", "Cryptographic Length"]
    # Since 2.0 PyKMIP knows no custom attribute
    missing = reason(version, ["x-missing"], ["Comment"])
    _, attributes = session.get_attributes(uid, asked + missing)
    values = {str(one.attribute_name.value): one.attribute_value for one in attributes}
    assert list(values) == ["State", "Name", "Cryptographic Length"], values
    assert values["State"].value == enums.State.PRE_ACTIVE
    assert values["Cryptographic Length"].value == 256
    names = session.get_attribute_list(uid)
    assert "Unique Identifier" in names and "State" in names, names


def all_attributes(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, name="all", cryptographic_usage_mask=USAGE)
    _, attributes = session.get_attributes(uid)
    names = [str(one.attribute_name.value) for one in attributes]
    assert "Object Type" in names and "State" in names, names
    # Gone with 2.0
    assert ("Operation Policy Name" in names) == reason(version, True, False), names


def registered_objects(session, version):
    secret = objects.SecretData(b"top secret", enums.SecretDataType.PASSWORD)
    uid = session.register(secret)
    assert session.get(uid).value == b"top secret"
    key = objects.SymmetricKey(enums.CryptographicAlgorithm.AES, 128, b"0123456789abcdef")
    uid = session.register(key)
    assert session.get(uid) == key
    opaque = objects.OpaqueObject(b"anything", enums.OpaqueDataType.NONE)
    assert session.get(session.register(opaque)).value == b"anything"


def registered_key_pair(session, version):
    public = objects.PublicKey(
        enums.CryptographicAlgorithm.RSA, 2048, bytes.fromhex(SETTINGS["publicKey"]), enums.KeyFormatType.PKCS_1
    )
    private = objects.PrivateKey(
        enums.CryptographicAlgorithm.RSA, 2048, bytes.fromhex(SETTINGS["privateKey"]), enums.KeyFormatType.PKCS_8
    )
    assert session.get(session.register(public)).value == public.value
    assert session.get(session.register(private)).value == private.value


def registered_certificate(session, version):
    cryptography_checks.registered_certificate(session, bytes.fromhex(SETTINGS["certificate"]))


def rekeyed_key(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, name="rekey", cryptographic_usage_mask=USAGE)
    before = session.get(uid).value
    replacement = session.rekey(uid)
    assert replacement != uid
    assert session.get(replacement).value != before
    assert session.get(uid).value == before


def wrapped_key(session, version):
    wrapping = objects.SymmetricKey(
        enums.CryptographicAlgorithm.AES, 128, bytes(range(16)), masks=[enums.CryptographicUsageMask.WRAP_KEY]
    )
    wrapping_uid = session.register(wrapping)
    session.activate(wrapping_uid)
    uid = session.register(
        objects.SymmetricKey(enums.CryptographicAlgorithm.AES, 128, bytes.fromhex("00112233445566778899aabbccddeeff"))
    )
    wrapped = session.get(
        uid,
        key_wrapping_specification={
            "wrapping_method": enums.WrappingMethod.ENCRYPT,
            "encryption_key_information": {
                "unique_identifier": wrapping_uid,
                "cryptographic_parameters": {"block_cipher_mode": enums.BlockCipherMode.NIST_KEY_WRAP},
            },
            "encoding_option": enums.EncodingOption.NO_ENCODING,
        },
    )
    # RFC 3394 section 4.1
    assert wrapped.value == bytes.fromhex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"), wrapped.value.hex()


def changed_attributes(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, name="before", cryptographic_usage_mask=USAGE)
    modification = reason(
        version,
        lambda: {"attribute": name_attribute("after")},
        lambda: {
            "current_attribute": core_objects.CurrentAttribute(attribute=name_value("before")),
            "new_attribute": core_objects.NewAttribute(attribute=name_value("after")),
        },
    )
    session.modify_attribute(unique_identifier=uid, **modification())
    _, attributes = session.get_attributes(uid, ["Name"])
    assert [str(one.attribute_value.name_value.value) for one in attributes] == ["after"]
    deletion = reason(
        version,
        lambda: {"attribute_name": "Name", "attribute_index": 0},
        lambda: {"current_attribute": core_objects.CurrentAttribute(attribute=name_value("after"))},
    )
    session.delete_attribute(unique_identifier=uid, **deletion())
    _, attributes = session.get_attributes(uid, ["Name"])
    assert attributes == []


def set_attribute(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, cryptographic_usage_mask=USAGE)
    assert session.set_attribute(unique_identifier=uid, attribute_name="Sensitive", attribute_value=True) == uid
    _, attributes = session.get_attributes(uid, ["Sensitive"])
    assert attributes[0].attribute_value.value is True
    # A sensitive key leaves the server only wrapped
    assert refused(lambda: session.get(uid), enums.ResultReason.SENSITIVE)


def refused_operation(session, version):
    uid = session.create(enums.CryptographicAlgorithm.AES, 256, cryptographic_usage_mask=USAGE)
    with connect(version, "restricted") as restricted:
        assert restricted.get(uid).value
        assert refused(lambda: restricted.destroy(uid), enums.ResultReason.PERMISSION_DENIED)
    with connect(version, "stranger") as stranger:
        not_found = reason(version, enums.ResultReason.ITEM_NOT_FOUND, enums.ResultReason.OBJECT_NOT_FOUND)
        assert refused(lambda: stranger.get(uid), not_found)


CHECKS = {
    "creates, reads and destroys a key": (create_and_read, enums.KMIPVersion.KMIP_1_0),
    "takes a key through its states": (lifecycle, enums.KMIPVersion.KMIP_1_0),
    "encrypts and decrypts": (encrypt_and_decrypt, enums.KMIPVersion.KMIP_1_2),
    "makes the code of a message": (code_of_a_message, enums.KMIPVersion.KMIP_1_2),
    "derives a key": (derived_key, enums.KMIPVersion.KMIP_1_0),
    "locates by name": (locate_by_name, enums.KMIPVersion.KMIP_1_0),
    "reads chosen attributes": (attributes_of_a_key, enums.KMIPVersion.KMIP_1_0),
    "reads all attributes": (all_attributes, enums.KMIPVersion.KMIP_1_0),
    "registers secrets, keys and opaque objects": (registered_objects, enums.KMIPVersion.KMIP_1_0),
    "registers a key pair": (registered_key_pair, enums.KMIPVersion.KMIP_1_0),
    "registers a certificate": (registered_certificate, enums.KMIPVersion.KMIP_1_0),
    "re-keys": (rekeyed_key, enums.KMIPVersion.KMIP_1_0),
    "reads a wrapped key": (wrapped_key, enums.KMIPVersion.KMIP_1_1),
    "modifies and deletes an attribute": (changed_attributes, enums.KMIPVersion.KMIP_1_0),
    "sets an attribute": (set_attribute, enums.KMIPVersion.KMIP_2_0),
    "is refused what its role or scope does not allow": (refused_operation, enums.KMIPVersion.KMIP_1_0),
    **cryptography_checks.CHECKS,
}


def main():
    for version in VERSIONS:
        for name, (check, since) in CHECKS.items():
            if version.value < since.value:
                continue
            try:
                with connect(version) as session:
                    check(session, version)
                result = {"passed": True, "detail": ""}
            except Exception:
                result = {"passed": False, "detail": traceback.format_exc()}
            print(json.dumps({"name": f"{version.name}: {name}", **result}), flush=True)


main()
