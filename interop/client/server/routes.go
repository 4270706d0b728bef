package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"slices"
	"time"

	"github.com/ovh/kmip-go"
	"github.com/ovh/kmip-go/kmipserver"
	"github.com/ovh/kmip-go/payloads"
)

var operations = []kmip.Operation{
	kmip.OperationCreate, kmip.OperationRegister, kmip.OperationLocate, kmip.OperationGet, kmip.OperationGetAttributes,
	kmip.OperationGetAttributeList, kmip.OperationAddAttribute, kmip.OperationModifyAttribute,
	kmip.OperationDeleteAttribute, kmip.OperationActivate, kmip.OperationRevoke, kmip.OperationDestroy,
	kmip.OperationArchive, kmip.OperationRecover, kmip.OperationObtainLease, kmip.OperationQuery,
	kmip.OperationDiscoverVersions, kmip.OperationEncrypt, kmip.OperationDecrypt, kmip.OperationReKey,
}

func routes() *kmipserver.BatchExecutor {
	objects := newObjects()
	exec := kmipserver.NewBatchExecutor()
	exec.Route(kmip.OperationQuery, kmipserver.HandleFunc(query))
	exec.Route(kmip.OperationCreate, kmipserver.HandleFunc(objects.create))
	exec.Route(kmip.OperationRegister, kmipserver.HandleFunc(objects.register))
	exec.Route(kmip.OperationLocate, kmipserver.HandleFunc(objects.locate))
	exec.Route(kmip.OperationGet, kmipserver.HandleFunc(objects.get))
	exec.Route(kmip.OperationGetAttributes, kmipserver.HandleFunc(objects.getAttributes))
	exec.Route(kmip.OperationGetAttributeList, kmipserver.HandleFunc(objects.getAttributeList))
	exec.Route(kmip.OperationAddAttribute, kmipserver.HandleFunc(objects.addAttribute))
	exec.Route(kmip.OperationModifyAttribute, kmipserver.HandleFunc(objects.modifyAttribute))
	exec.Route(kmip.OperationDeleteAttribute, kmipserver.HandleFunc(objects.deleteAttribute))
	exec.Route(kmip.OperationActivate, kmipserver.HandleFunc(objects.activate))
	exec.Route(kmip.OperationRevoke, kmipserver.HandleFunc(objects.revoke))
	exec.Route(kmip.OperationDestroy, kmipserver.HandleFunc(objects.destroy))
	exec.Route(kmip.OperationArchive, kmipserver.HandleFunc(objects.archive))
	exec.Route(kmip.OperationRecover, kmipserver.HandleFunc(objects.recover))
	exec.Route(kmip.OperationObtainLease, kmipserver.HandleFunc(objects.obtainLease))
	exec.Route(kmip.OperationEncrypt, kmipserver.HandleFunc(objects.encrypt))
	exec.Route(kmip.OperationDecrypt, kmipserver.HandleFunc(objects.decrypt))
	exec.Route(kmip.OperationReKey, kmipserver.HandleFunc(objects.rekey))
	return exec
}

func query(_ context.Context, req *payloads.QueryRequestPayload) (*payloads.QueryResponsePayload, error) {
	answer := &payloads.QueryResponsePayload{}
	if slices.Contains(req.QueryFunction, kmip.QueryFunctionOperations) {
		answer.Operations = operations
	}
	if slices.Contains(req.QueryFunction, kmip.QueryFunctionObjects) {
		answer.ObjectType = []kmip.ObjectType{kmip.ObjectTypeSymmetricKey, kmip.ObjectTypeSecretData}
	}
	if slices.Contains(req.QueryFunction, kmip.QueryFunctionServerInformation) {
		answer.VendorIdentification = "kmip-go"
	}
	return answer, nil
}

func (all *objects) create(ctx context.Context, req *payloads.CreateRequestPayload) (*payloads.CreateResponsePayload, error) {
	attributes := req.TemplateAttribute.Attribute
	bits, ok := valueOf(attributes, kmip.AttributeNameCryptographicLength).(int32)
	if !ok || req.ObjectType != kmip.ObjectTypeSymmetricKey {
		return nil, kmipserver.Errorf(kmip.ResultReasonInvalidField, "only symmetric keys with a length are created")
	}
	material := make([]byte, bits/8)
	_, _ = rand.Read(material)
	id := all.add(ctx, symmetricKey(material, attributes), attributes)
	return &payloads.CreateResponsePayload{ObjectType: req.ObjectType, UniqueIdentifier: id}, nil
}

func symmetricKey(material []byte, attributes []kmip.Attribute) kmip.Object {
	algorithm, _ := valueOf(attributes, kmip.AttributeNameCryptographicAlgorithm).(kmip.CryptographicAlgorithm)
	return &kmip.SymmetricKey{KeyBlock: kmip.KeyBlock{
		KeyFormatType:          kmip.KeyFormatTypeRaw,
		KeyValue:               &kmip.KeyValue{Plain: &kmip.PlainKeyValue{KeyMaterial: kmip.KeyMaterial{Bytes: &material}}},
		CryptographicAlgorithm: algorithm,
		CryptographicLength:    int32(len(material) * 8),
	}}
}

func (all *objects) register(ctx context.Context, req *payloads.RegisterRequestPayload) (*payloads.RegisterResponsePayload, error) {
	return &payloads.RegisterResponsePayload{UniqueIdentifier: all.add(ctx, req.Object, req.TemplateAttribute.Attribute)}, nil
}

func (all *objects) rekey(ctx context.Context, req *payloads.RekeyRequestPayload) (*payloads.RekeyResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	material := make([]byte, 32)
	_, _ = rand.Read(material)
	attributes := without(found.attributes, kmip.AttributeNameState, kmip.AttributeNameUniqueIdentifier)
	return &payloads.RekeyResponsePayload{UniqueIdentifier: all.add(ctx, symmetricKey(material, attributes), attributes)}, nil
}

func (all *objects) locate(_ context.Context, req *payloads.LocateRequestPayload) (*payloads.LocateResponsePayload, error) {
	ids := all.matching(req.Attribute)
	if int(req.OffsetItems) < len(ids) {
		ids = ids[req.OffsetItems:]
	} else {
		ids = nil
	}
	if req.MaximumItems > 0 && int(req.MaximumItems) < len(ids) {
		ids = ids[:req.MaximumItems]
	}
	return &payloads.LocateResponsePayload{UniqueIdentifier: ids}, nil
}

func (all *objects) get(ctx context.Context, req *payloads.GetRequestPayload) (*payloads.GetResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	return &payloads.GetResponsePayload{ObjectType: found.object.ObjectType(), UniqueIdentifier: found.id, Object: found.object}, nil
}

func (all *objects) activate(ctx context.Context, req *payloads.ActivateRequestPayload) (*payloads.ActivateResponsePayload, error) {
	found, err := all.move(ctx, req.UniqueIdentifier, kmip.StateActive)
	if err != nil {
		return nil, err
	}
	return &payloads.ActivateResponsePayload{UniqueIdentifier: found.id}, nil
}

func (all *objects) revoke(ctx context.Context, req *payloads.RevokeRequestPayload) (*payloads.RevokeResponsePayload, error) {
	state := kmip.StateDeactivated
	if req.RevocationReason.RevocationReasonCode == kmip.RevocationReasonCodeKeyCompromise {
		state = kmip.StateCompromised
	}
	found, err := all.move(ctx, req.UniqueIdentifier, state)
	if err != nil {
		return nil, err
	}
	return &payloads.RevokeResponsePayload{UniqueIdentifier: found.id}, nil
}

func (all *objects) destroy(ctx context.Context, req *payloads.DestroyRequestPayload) (*payloads.DestroyResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	if found.state() == kmip.StateActive {
		return nil, kmipserver.Errorf(kmip.ResultReasonPermissionDenied, "the object is active")
	}
	all.remove(found.id)
	return &payloads.DestroyResponsePayload{UniqueIdentifier: found.id}, nil
}

func (all *objects) archive(ctx context.Context, req *payloads.ArchiveRequestPayload) (*payloads.ArchiveResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	return &payloads.ArchiveResponsePayload{UniqueIdentifier: found.id}, nil
}

func (all *objects) recover(ctx context.Context, req *payloads.RecoverRequestPayload) (*payloads.RecoverResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	return &payloads.RecoverResponsePayload{UniqueIdentifier: found.id}, nil
}

func (all *objects) obtainLease(ctx context.Context, req *payloads.ObtainLeaseRequestPayload) (*payloads.ObtainLeaseResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	return &payloads.ObtainLeaseResponsePayload{
		UniqueIdentifier: found.id, LeaseTime: time.Hour, LastChangeDate: time.Unix(1_700_000_000, 0),
	}, nil
}

func (all *objects) encrypt(ctx context.Context, req *payloads.EncryptRequestPayload) (*payloads.EncryptResponsePayload, error) {
	sealer, id, err := all.gcm(ctx, req.UniqueIdentifier, req.CryptographicParameters)
	if err != nil {
		return nil, err
	}
	sealed := sealer.Seal(nil, req.IVCounterNonce, req.Data, req.AuthenticatedEncryptionAdditionalData)
	tag := len(sealed) - sealer.Overhead()
	return &payloads.EncryptResponsePayload{UniqueIdentifier: id, Data: sealed[:tag], AuthenticatedEncryptionTag: sealed[tag:]}, nil
}

func (all *objects) decrypt(ctx context.Context, req *payloads.DecryptRequestPayload) (*payloads.DecryptResponsePayload, error) {
	opener, id, err := all.gcm(ctx, req.UniqueIdentifier, req.CryptographicParameters)
	if err != nil {
		return nil, err
	}
	sealed := append(slices.Clone(req.Data), req.AuthenticatedEncryptionTag...)
	plain, err := opener.Open(nil, req.IVCounterNonce, sealed, req.AuthenticatedEncryptionAdditionalData)
	if err != nil {
		return nil, kmipserver.Errorf(kmip.ResultReasonCryptographicFailure, "the tag is not that of the data")
	}
	return &payloads.DecryptResponsePayload{UniqueIdentifier: id, Data: plain}, nil
}

func (all *objects) gcm(ctx context.Context, id string, how *kmip.CryptographicParameters) (cipher.AEAD, string, error) {
	found, err := all.find(ctx, id)
	if err != nil {
		return nil, "", err
	}
	key, ok := found.object.(*kmip.SymmetricKey)
	if !ok || how == nil || how.BlockCipherMode != kmip.BlockCipherModeGCM {
		return nil, "", kmipserver.Errorf(kmip.ResultReasonInvalidField, "only symmetric keys in the mode GCM")
	}
	material, err := key.KeyMaterial()
	if err != nil {
		return nil, "", err
	}
	block, err := aes.NewCipher(material)
	if err != nil {
		return nil, "", err
	}
	sealer, err := cipher.NewGCM(block)
	return sealer, found.id, err
}
