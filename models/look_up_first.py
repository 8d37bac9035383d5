#!/usr/bin/env python3
"""Has an int8 sentence encoder look its words up before it unpacks them.

    pip install onnx==1.23.2
    models/look_up_first.py FROM.onnx TO.onnx

As published, the whole table of 30,522 words is unpacked to floats (47 MB), of which a sentence needs some twenty rows.
The embeddings stay the same to the last bit, as each number is still the packed one times its row's scale.
"""
import sys

import onnx
from onnx import helper

TABLE = "inner.embeddings.word_embeddings.weight"


def main():
    source, target = sys.argv[1:]
    model = onnx.load(source)
    nodes = model.graph.node
    unpacking = [node for node in nodes if node.output[0] in (f"{TABLE}_f", TABLE)]
    look_ups = [node for node in nodes if node.op_type == "Gather" and node.input[0] == TABLE]
    if len(unpacking) != 2 or len(look_ups) != 1:
        sys.exit(f"error: {source} does not unpack its words before it looks them up\nhint: give the published file")
    look_up = look_ups[0]
    ids, embedding = look_up.input[1], look_up.output[0]
    late = [
        helper.make_node("Gather", [f"{TABLE}_q", ids], [f"{embedding}_q"], name=f"{embedding}_q", axis=0),
        helper.make_node("Gather", [f"{TABLE}_scale", ids], [f"{embedding}_scale"], name=f"{embedding}_scale", axis=0),
        helper.make_node("Cast", [f"{embedding}_q"], [f"{embedding}_f"], name=f"{embedding}_f", to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{embedding}_f", f"{embedding}_scale"], [embedding], name=embedding),
    ]
    at = list(nodes).index(look_up)
    kept = [node for node in list(nodes)[:at] + late + list(nodes)[at + 1 :] if node not in unpacking]
    del nodes[:]
    nodes.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, target)


if __name__ == "__main__":
    main()
