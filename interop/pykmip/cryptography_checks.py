"""Checks of key pairs and of the operations that use keys."""

import hashlib
import hmac

from kmip import enums
from kmip.pie import exceptions, objects

RSA_SIGNATURE = {
    "padding_method": enums.PaddingMethod.PKCS1v15,
    "cryptographic_algorithm": enums.CryptographicAlgorithm.RSA,
    "hashing_algorithm": enums.HashingAlgorithm.SHA_256,
}
OAEP = {
    "padding_method": enums.PaddingMethod.OAEP,
    "cryptographic_algorithm": enums.CryptographicAlgorithm.RSA,
    "hashing_algorithm": enums.HashingAlgorithm.SHA_1,
}


def rsa_pair(session, public_mask, private_mask):
    public, private = session.create_key_pair(
        enums.CryptographicAlgorithm.RSA,
        2048,
        public_name="public",
        public_usage_mask=[public_mask],
        private_name="private",
        private_usage_mask=[private_mask],
    )
    session.activate(public)
    session.activate(private)
    return public, private


def created_key_pair(session, version):
    public, private = rsa_pair(
        session, enums.CryptographicUsageMask.VERIFY, enums.CryptographicUsageMask.SIGN
    )
    assert isinstance(session.get(public), objects.PublicKey)
    key = session.get(private)
    assert isinstance(key, objects.PrivateKey)
    assert key.cryptographic_length == 2048
    _, attributes = session.get_attributes(private, ["Name", "Cryptographic Usage Mask"])
    assert attributes[0].attribute_value.name_value.value == "private"
    assert attributes[1].attribute_value.value == enums.CryptographicUsageMask.SIGN.value


def signed_data(session, version):
    public, private = rsa_pair(
        session, enums.CryptographicUsageMask.VERIFY, enums.CryptographicUsageMask.SIGN
    )
    signature = session.sign(b"to be signed", private, RSA_SIGNATURE)
    assert len(signature) == 256
    good = session.signature_verify(b"to be signed", signature, public, RSA_SIGNATURE)
    assert good == enums.ValidityIndicator.VALID, good
    bad = session.signature_verify(b"something else", signature, public, RSA_SIGNATURE)
    assert bad == enums.ValidityIndicator.INVALID, bad


def asymmetric_encryption(session, version):
    public, private = rsa_pair(
        session, enums.CryptographicUsageMask.ENCRYPT, enums.CryptographicUsageMask.DECRYPT
    )
    cipher, _ = session.encrypt(b"a session key", public, OAEP)
    assert session.decrypt(cipher, private, OAEP) == b"a session key"


def authentication_code(session, version):
    secret = bytes(range(32))
    uid = session.register(
        objects.SymmetricKey(
            enums.CryptographicAlgorithm.HMAC_SHA256,
            256,
            secret,
            masks=[enums.CryptographicUsageMask.MAC_GENERATE],
        )
    )
    session.activate(uid)
    _, code = session.mac(b"data", uid, enums.CryptographicAlgorithm.HMAC_SHA256)
    assert code == hmac.new(secret, b"data", hashlib.sha256).digest()


def derived_key(session, version):
    base = session.register(
        objects.SecretData(
            b"password", enums.SecretDataType.PASSWORD, masks=[enums.CryptographicUsageMask.DERIVE_KEY]
        )
    )
    session.activate(base)
    uid = session.derive_key(
        enums.ObjectType.SYMMETRIC_KEY,
        [base],
        enums.DerivationMethod.PBKDF2,
        {
            "cryptographic_parameters": {"hashing_algorithm": enums.HashingAlgorithm.SHA_256},
            "salt": b"salt",
            "iteration_count": 4096,
        },
        cryptographic_length=256,
        cryptographic_algorithm=enums.CryptographicAlgorithm.AES,
        cryptographic_usage_mask=[enums.CryptographicUsageMask.ENCRYPT],
    )
    expected = hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 4096, 32)
    assert session.get(uid).value == expected


def checked_key(session, version):
    uid = session.create(
        enums.CryptographicAlgorithm.AES,
        256,
        cryptographic_usage_mask=[enums.CryptographicUsageMask.ENCRYPT],
    )
    mask = enums.CryptographicUsageMask
    assert session.check(uid, cryptographic_usage_mask=[mask.ENCRYPT]) == uid
    # PyKMIP looks for the payload of the answer before it looks whether there can be one
    with_refusal = (exceptions.KmipOperationFailure, AttributeError)
    try:
        session.check(uid, cryptographic_usage_mask=[mask.SIGN])
    except with_refusal:
        return
    raise AssertionError("a use outside of the mask was found possible")


def registered_certificate(session, certificate):
    uid = session.register(objects.X509Certificate(certificate, name="certificate"))
    assert session.get(uid).value == certificate


CHECKS = {
    "makes a key pair": (created_key_pair, enums.KMIPVersion.KMIP_1_0),
    "signs and verifies": (signed_data, enums.KMIPVersion.KMIP_1_2),
    "encrypts with a public key": (asymmetric_encryption, enums.KMIPVersion.KMIP_1_2),
    "makes an authentication code": (authentication_code, enums.KMIPVersion.KMIP_1_2),
    "derives a key": (derived_key, enums.KMIPVersion.KMIP_1_0),
    "asks whether a key may be used": (checked_key, enums.KMIPVersion.KMIP_1_0),
}
