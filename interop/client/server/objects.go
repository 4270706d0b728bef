package main

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/ovh/kmip-go"
	"github.com/ovh/kmip-go/kmipserver"
	"github.com/ovh/kmip-go/payloads"
)

type object struct {
	id         string
	object     kmip.Object
	attributes []kmip.Attribute
}

type objects struct {
	mutex sync.Mutex
	kept  []*object
	made  int
}

func newObjects() *objects {
	return &objects{}
}

func (all *objects) add(ctx context.Context, value kmip.Object, given []kmip.Attribute) string {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	all.made++
	id := fmt.Sprintf("object-%d", all.made)
	attributes := append(slices.Clone(given),
		kmip.Attribute{AttributeName: kmip.AttributeNameUniqueIdentifier, AttributeValue: id},
		kmip.Attribute{AttributeName: kmip.AttributeNameObjectType, AttributeValue: value.ObjectType()},
		kmip.Attribute{AttributeName: kmip.AttributeNameState, AttributeValue: kmip.StatePreActive},
	)
	all.kept = append(all.kept, &object{id: id, object: value, attributes: attributes})
	kmipserver.SetIdPlaceholder(ctx, id)
	return id
}

func (all *objects) find(ctx context.Context, named string) (*object, error) {
	id, err := kmipserver.GetIdOrPlaceholder(ctx, named)
	if err != nil {
		return nil, err
	}
	all.mutex.Lock()
	defer all.mutex.Unlock()
	for _, one := range all.kept {
		if one.id == id {
			return one, nil
		}
	}
	return nil, kmipserver.Errorf(kmip.ResultReasonItemNotFound, "there is no object %s", id)
}

func (all *objects) remove(id string) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	all.kept = slices.DeleteFunc(all.kept, func(one *object) bool { return one.id == id })
}

func (all *objects) matching(wanted []kmip.Attribute) []string {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	var ids []string
	for _, one := range all.kept {
		has := func(attribute kmip.Attribute) bool {
			return slices.ContainsFunc(one.attributes, func(own kmip.Attribute) bool {
				return own.AttributeName == attribute.AttributeName && reflect.DeepEqual(own.AttributeValue, attribute.AttributeValue)
			})
		}
		if !slices.ContainsFunc(wanted, func(attribute kmip.Attribute) bool { return !has(attribute) }) {
			ids = append(ids, one.id)
		}
	}
	return ids
}

func (all *objects) move(ctx context.Context, id string, state kmip.State) (*object, error) {
	found, err := all.find(ctx, id)
	if err != nil {
		return nil, err
	}
	found.set(kmip.Attribute{AttributeName: kmip.AttributeNameState, AttributeValue: state})
	return found, nil
}

func (one *object) state() kmip.State {
	state, _ := valueOf(one.attributes, kmip.AttributeNameState).(kmip.State)
	return state
}

func (one *object) set(attribute kmip.Attribute) {
	for index, own := range one.attributes {
		if own.AttributeName == attribute.AttributeName {
			one.attributes[index] = attribute
			return
		}
	}
	one.attributes = append(one.attributes, attribute)
}

func valueOf(attributes []kmip.Attribute, name kmip.AttributeName) any {
	for _, attribute := range attributes {
		if attribute.AttributeName == name {
			return attribute.AttributeValue
		}
	}
	return nil
}

func without(attributes []kmip.Attribute, names ...kmip.AttributeName) []kmip.Attribute {
	return slices.DeleteFunc(slices.Clone(attributes), func(attribute kmip.Attribute) bool {
		return slices.Contains(names, attribute.AttributeName)
	})
}

func (all *objects) getAttributes(ctx context.Context, req *payloads.GetAttributesRequestPayload) (*payloads.GetAttributesResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	attributes := found.attributes
	if len(req.AttributeName) > 0 {
		attributes = slices.DeleteFunc(slices.Clone(attributes), func(attribute kmip.Attribute) bool {
			return !slices.Contains(req.AttributeName, attribute.AttributeName)
		})
	}
	return &payloads.GetAttributesResponsePayload{UniqueIdentifier: found.id, Attribute: attributes}, nil
}

func (all *objects) getAttributeList(ctx context.Context, req *payloads.GetAttributeListRequestPayload) (*payloads.GetAttributeListResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	answer := &payloads.GetAttributeListResponsePayload{UniqueIdentifier: found.id}
	for _, attribute := range found.attributes {
		answer.AttributeName = append(answer.AttributeName, attribute.AttributeName)
	}
	return answer, nil
}

func (all *objects) addAttribute(ctx context.Context, req *payloads.AddAttributeRequestPayload) (*payloads.AddAttributeResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	found.attributes = append(found.attributes, req.Attribute)
	return &payloads.AddAttributeResponsePayload{UniqueIdentifier: found.id, Attribute: req.Attribute}, nil
}

func (all *objects) modifyAttribute(ctx context.Context, req *payloads.ModifyAttributeRequestPayload) (*payloads.ModifyAttributeResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	found.set(req.Attribute)
	return &payloads.ModifyAttributeResponsePayload{UniqueIdentifier: found.id, Attribute: req.Attribute}, nil
}

func (all *objects) deleteAttribute(ctx context.Context, req *payloads.DeleteAttributeRequestPayload) (*payloads.DeleteAttributeResponsePayload, error) {
	found, err := all.find(ctx, req.UniqueIdentifier)
	if err != nil {
		return nil, err
	}
	value := valueOf(found.attributes, req.AttributeName)
	if value == nil {
		return nil, kmipserver.Errorf(kmip.ResultReasonItemNotFound, "the object has no attribute %s", req.AttributeName)
	}
	found.attributes = without(found.attributes, req.AttributeName)
	deleted := kmip.Attribute{AttributeName: req.AttributeName, AttributeValue: value}
	return &payloads.DeleteAttributeResponsePayload{UniqueIdentifier: found.id, Attribute: deleted}, nil
}
