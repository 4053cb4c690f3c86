// SPDX-License-Identifier: GPL-3.0-or-later
// The four functions of tfjs-tflite's glue that make functions of text, which the page's policy forbids: each takes the
// place of the one of its name and does the same without text. scripts/film-page puts them there.
function createNamedFunction(name, body) {
    return Object.defineProperty(function () { return body.apply(this, arguments); }, 'name', {value: makeLegalFunctionName(name)});
}
function craftInvokerFunction(humanName, argTypes, classType, invoker, fn) {
    const method = argTypes[1] !== null && classType !== null, given = argTypes.slice(2);
    const onStack = argTypes.slice(1).some(t => t !== null && t.destructorFunction === undefined);
    return createNamedFunction(humanName, function (...values) {
        if (values.length !== given.length)
            throwBindingError(`function ${humanName} called with ${values.length} arguments, expected ${given.length} args!`);
        const destructors = onStack ? [] : null, types = method ? [argTypes[1], ...given] : given;
        const wired = (method ? [this, ...values] : values).map((v, i) => types[i].toWireType(destructors, v));
        const result = invoker(fn, ...wired);
        if (onStack) runDestructors(destructors);
        else types.forEach((t, i) => { if (t.destructorFunction !== null) t.destructorFunction(wired[i]); });
        if (argTypes[0].name !== 'void') return argTypes[0].fromWireType(result);
    });
}
function __emval_get_method_caller(argCount, argTypes) {
    const [result, ...given] = emval_lookupTypes(argCount, argTypes);
    const signature = result.name + '_$' + given.map(t => t.name).join('_') + '$';
    if (emval_registeredMethods[signature] === undefined)
        emval_registeredMethods[signature] = emval_addMethodCaller((handle, name, destructors, args) => {
            const values = given.map(t => { const v = t.readValueFromPointer(args); args += t.argPackAdvance; return v; });
            const value = handle[name](...values);
            given.forEach((t, i) => { if (t.deleteObject) t.deleteObject(values[i]); });
            if (!result.isVoid) return result.toWireType(destructors, value);
        });
    return emval_registeredMethods[signature];
}
function craftEmvalAllocator(argCount) {
    return (constructor, argTypes, args) => Emval.toHandle(new constructor(...Array.from({length: argCount}, (_, i) => {
        const type = requireRegisteredType(HEAPU32[argTypes + 4 * i >> 2], 'parameter ' + i), v = type.readValueFromPointer(args);
        args += type.argPackAdvance;
        return v;
    })));
}
