package main

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/ovh/kmip-go"
	"github.com/ovh/kmip-go/kmipclient"
	"github.com/ovh/kmip-go/payloads"
)

var checks = []struct {
	name  string
	since int32
	run   func(*kmipclient.Client) error
}{
	{"asks what the server is", 0, queries},
	{"takes a key through its life", 0, lifecycle},
	{"registers what it makes itself", 0, registers},
	{"changes attributes", 0, attributes},
	{"locates by name and state", 0, locates},
	{"makes key pairs", 0, keyPairs},
	{"re-keys", 0, rekeys},
	{"encrypts and decrypts", 2, encrypts},
	{"encrypts with authenticated data", 4, encryptsAuthenticated},
	// It sends a digest, which came with 1.4
	{"signs through crypto.Signer", 4, signs},
	{"exports and imports", 4, exports},
	{"does several things in one message", 0, batches},
	{"is refused what its role or scope does not allow", 0, isRefused},
}

const usage = kmip.CryptographicUsageEncrypt | kmip.CryptographicUsageDecrypt

func contextOf() context.Context { return context.Background() }

func queries(client *kmipclient.Client) error {
	query := client.Query().Operations().Objects().ServerInformation()
	answer, err := query.Exec()
	if err != nil {
		return err
	}
	if !slices.Contains(answer.Operations, kmip.OperationLocate) || answer.VendorIdentification != "kmipctl" {
		return fmt.Errorf("answered %+v", answer)
	}
	if client.Version().ProtocolVersionMinor < 4 {
		return nil
	}
	all, err := client.Query().All().Exec()
	if err == nil && len(all.ProfileInformation) == 0 {
		return errors.New("no profiles")
	}
	return err
}

func made(client *kmipclient.Client, name string) (string, error) {
	answer, err := client.Create().AES(256, usage).WithName(name).Exec()
	if err != nil {
		return "", err
	}
	return answer.UniqueIdentifier, nil
}

func lifecycle(client *kmipclient.Client) error {
	id, err := made(client, "kmip-go life")
	if err != nil {
		return err
	}
	answer, err := client.Get(id).Exec()
	if err != nil {
		return err
	}
	material, err := answer.Object.(*kmip.SymmetricKey).KeyMaterial()
	if err != nil || len(material) != 32 {
		return fmt.Errorf("%d bytes of key: %w", len(material), err)
	}
	if _, err = client.Activate(id).Exec(); err != nil {
		return err
	}
	if _, err = client.ObtainLease(id).Exec(); err != nil {
		return err
	}
	if _, err = client.Archive(id).Exec(); err != nil {
		return err
	}
	if _, err = client.Recover(id).Exec(); err != nil {
		return err
	}
	if _, err = client.Destroy(id).Exec(); err == nil {
		return errors.New("an active key was destroyed")
	}
	if _, err = client.Revoke(id).WithRevocationReasonCode(kmip.RevocationReasonCodeSuperseded).Exec(); err != nil {
		return err
	}
	_, err = client.Destroy(id).Exec()
	return err
}

func registers(client *kmipclient.Client) error {
	value := []byte("0123456789abcdef")
	key, err := client.Register().SymmetricKey(kmip.CryptographicAlgorithmAES, usage, value).Exec()
	if err != nil {
		return err
	}
	if err = holds(client, key.UniqueIdentifier, value); err != nil {
		return err
	}
	secret, err := client.Register().SecretString(kmip.SecretDataTypePassword, "top secret").Exec()
	if err != nil {
		return err
	}
	answer, err := client.Get(secret.UniqueIdentifier).Exec()
	if err != nil {
		return err
	}
	if data, err := answer.Object.(*kmip.SecretData).Data(); err != nil || string(data) != "top secret" {
		return fmt.Errorf("secret data: %q %w", data, err)
	}
	pem, err := os.ReadFile(given.Full.Cert)
	if err != nil {
		return err
	}
	if _, err = client.Register().PemCertificate(pem).Exec(); err != nil {
		return err
	}
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if _, err = client.Register().RsaPrivateKey(private, kmip.CryptographicUsageSign).Exec(); err != nil {
		return err
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	_, err = client.Register().EcdsaPublicKey(&curve.PublicKey, kmip.CryptographicUsageVerify).Exec()
	return err
}

func holds(client *kmipclient.Client, id string, value []byte) error {
	answer, err := client.Get(id).Exec()
	if err != nil {
		return err
	}
	material, err := answer.Object.(*kmip.SymmetricKey).KeyMaterial()
	if err != nil || !bytes.Equal(material, value) {
		return fmt.Errorf("the key is %x: %w", material, err)
	}
	return nil
}

func attributes(client *kmipclient.Client) error {
	id, err := made(client, "kmip-go attributes")
	if err != nil {
		return err
	}
	if _, err = client.AddAttribute(id, "x-team", "storage").Exec(); err != nil {
		return err
	}
	if _, err = client.ModifyAttribute(id, "x-team", "backup").Exec(); err != nil {
		return err
	}
	answer, err := client.GetAttributes(id, "x-team", kmip.AttributeNameState).Exec()
	if err != nil {
		return err
	}
	if len(answer.Attribute) != 2 || !strings.Contains(fmt.Sprint(answer.Attribute), "backup") {
		return fmt.Errorf("attributes %+v", answer.Attribute)
	}
	if _, err = client.DeleteAttribute(id, "x-team").WithIndex(0).Exec(); err != nil {
		return err
	}
	list, err := client.GetAttributeList(id).Exec()
	if err != nil {
		return err
	}
	if slices.Contains(list.AttributeName, "x-team") || !slices.Contains(list.AttributeName, kmip.AttributeNameState) {
		return fmt.Errorf("attribute list %v", list.AttributeName)
	}
	// All of them, with values that the strict decoder has to know
	_, err = client.GetAttributes(id).Exec()
	return err
}

func locates(client *kmipclient.Client) error {
	name := fmt.Sprintf("kmip-go locate %d", time.Now().UnixNano())
	id, err := made(client, name)
	if err != nil {
		return err
	}
	found, err := client.Locate().WithName(name).WithAttribute(kmip.AttributeNameState, kmip.StatePreActive).Exec()
	if err != nil {
		return err
	}
	if !slices.Equal(found.UniqueIdentifier, []string{id}) {
		return fmt.Errorf("found %v", found.UniqueIdentifier)
	}
	found, err = client.Locate().WithName(name + " elsewhere").Exec()
	if err == nil && len(found.UniqueIdentifier) != 0 {
		return fmt.Errorf("found %v", found.UniqueIdentifier)
	}
	return err
}

func keyPairs(client *kmipclient.Client) error {
	rsaPair := client.CreateKeyPair().RSA(2048, kmip.CryptographicUsageSign, kmip.CryptographicUsageVerify)
	if _, err := rsaPair.Exec(); err != nil {
		return err
	}
	answer, err := client.CreateKeyPair().
		ECDSA(kmip.RecommendedCurveP_256, kmip.CryptographicUsageSign, kmip.CryptographicUsageVerify).Exec()
	if err != nil {
		return err
	}
	got, err := client.Get(answer.PublicKeyUniqueIdentifier).Exec()
	if err != nil {
		return err
	}
	_, err = got.Object.(*kmip.PublicKey).ECDSA()
	return err
}

func rekeys(client *kmipclient.Client) error {
	id, err := made(client, "kmip-go rekey")
	if err != nil {
		return err
	}
	answer, err := client.Rekey(id).Exec()
	if err == nil && answer.UniqueIdentifier == id {
		return errors.New("the replacement has the same identifier")
	}
	return err
}

func encrypts(client *kmipclient.Client) error {
	parameters := kmip.CryptographicParameters{BlockCipherMode: kmip.BlockCipherModeCBC, PaddingMethod: kmip.PaddingMethodPKCS5}
	return roundTrip(client, parameters, nil)
}

func encryptsAuthenticated(client *kmipclient.Client) error {
	parameters := kmip.CryptographicParameters{
		CryptographicAlgorithm: kmip.CryptographicAlgorithmAES, BlockCipherMode: kmip.BlockCipherModeGCM, TagLength: 16,
	}
	return roundTrip(client, parameters, []byte("additional"))
}

func roundTrip(client *kmipclient.Client, parameters kmip.CryptographicParameters, additional []byte) error {
	id, err := made(client, "kmip-go encrypt")
	if err != nil {
		return err
	}
	if _, err = client.Activate(id).Exec(); err != nil {
		return err
	}
	plain := []byte("what kmip-go encrypts here")
	// Without a value of its own it would send an empty one
	iv := make([]byte, 12)
	if parameters.BlockCipherMode == kmip.BlockCipherModeCBC {
		iv = make([]byte, 16)
	}
	encrypt := client.Encrypt(id).WithCryptographicParameters(parameters).WithIvCounterNonce(iv)
	decrypt := client.Decrypt(id).WithCryptographicParameters(parameters).WithIvCounterNonce(iv)
	if additional != nil {
		encrypt, decrypt = encrypt.WithAAD(additional), decrypt.WithAAD(additional)
	}
	sealed, err := encrypt.Data(plain).Exec()
	if err != nil {
		return err
	}
	if additional != nil {
		decrypt = decrypt.WithAuthTag(sealed.AuthenticatedEncryptionTag)
	}
	opened, err := decrypt.Data(sealed.Data).Exec()
	if err != nil {
		return err
	}
	if !bytes.Equal(opened.Data, plain) {
		return fmt.Errorf("decrypted to %x", opened.Data)
	}
	return nil
}

func signs(client *kmipclient.Client) error {
	pair, err := client.CreateKeyPair().
		ECDSA(kmip.RecommendedCurveP_256, kmip.CryptographicUsageSign, kmip.CryptographicUsageVerify).Exec()
	if err != nil {
		return err
	}
	if _, err = client.Activate(pair.PrivateKeyUniqueIdentifier).Exec(); err != nil {
		return err
	}
	if _, err = client.Activate(pair.PublicKeyUniqueIdentifier).Exec(); err != nil {
		return err
	}
	signer, err := client.Signer(contextOf(), pair.PrivateKeyUniqueIdentifier, pair.PublicKeyUniqueIdentifier)
	if err != nil {
		return err
	}
	digest := sha256.Sum256([]byte("what kmip-go signs here"))
	signature, err := signer.Sign(rand.Reader, digest[:], crypto.SHA256)
	if err != nil {
		return err
	}
	if !ecdsa.VerifyASN1(signer.Public().(*ecdsa.PublicKey), digest[:], signature) {
		return errors.New("the signature is not that of the key")
	}
	return nil
}

func exports(client *kmipclient.Client) error {
	id, err := made(client, "kmip-go export")
	if err != nil {
		return err
	}
	exported, err := client.Export(id).Exec()
	if err != nil {
		return err
	}
	material, err := exported.Object.(*kmip.SymmetricKey).KeyMaterial()
	if err != nil {
		return err
	}
	again := fmt.Sprintf("kmip-go-%d", time.Now().UnixNano())
	// Its own builder forgets the object
	_, err = client.Request(contextOf(), &payloads.ImportRequestPayload{
		UniqueIdentifier: again,
		Attribute: []kmip.Attribute{
			{AttributeName: kmip.AttributeNameObjectType, AttributeValue: kmip.ObjectTypeSymmetricKey},
			{AttributeName: kmip.AttributeNameCryptographicUsageMask, AttributeValue: usage},
		},
		Object: exported.Object,
	})
	if err != nil {
		return err
	}
	return holds(client, again, material)
}

func batches(client *kmipclient.Client) error {
	result, err := client.Create().AES(128, usage).
		Then(func(client *kmipclient.Client) kmipclient.PayloadBuilder { return client.Activate("") }).
		Then(func(client *kmipclient.Client) kmipclient.PayloadBuilder { return client.Get("") }).Exec()
	if err != nil {
		return err
	}
	answers, err := result.Unwrap()
	if err != nil {
		return err
	}
	created := answers[0].(*payloads.CreateResponsePayload).UniqueIdentifier
	if got := answers[2].(*payloads.GetResponsePayload).UniqueIdentifier; got != created {
		return fmt.Errorf("created %s, got %s", created, got)
	}
	return nil
}

func isRefused(client *kmipclient.Client) error {
	id, err := made(client, "kmip-go refused")
	if err != nil {
		return err
	}
	reader, err := connect(given.Restricted, kmipclient.EnforceVersion(client.Version()))
	if err != nil {
		return err
	}
	defer reader.Close()
	if _, err = reader.Get(id).Exec(); err != nil {
		return err
	}
	_, err = reader.Destroy(id).Exec()
	if err = refused(err, "PermissionDenied"); err != nil {
		return err
	}
	stranger, err := connect(given.Stranger, kmipclient.EnforceVersion(client.Version()))
	if err != nil {
		return err
	}
	defer stranger.Close()
	_, err = stranger.Get(id).Exec()
	return refused(err, "ItemNotFound")
}
