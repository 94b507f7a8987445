namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>What can be wrong with the C# of a choreography. What is wrong with its protocol is a <see cref="FaultKind"/>.</summary>
internal enum ChoreographyShapeFault
{
    /// <summary>The method is not static: (method).</summary>
    NotStatic,

    /// <summary>The method is not async, and so has no body that can be followed: (method).</summary>
    NotAsync,

    /// <summary>The type, or one around it, is not partial: (type).</summary>
    NotPartial,

    /// <summary>The type, or one around it, is generic, or local to its file: (type).</summary>
    UnusableType,

    /// <summary>Another choreography of the type has the same name: (method).</summary>
    Overloaded,

    /// <summary>The first parameter is no scope, or another one is: (method).</summary>
    ScopeParameter,

    /// <summary>A parameter is no role, located value or choreography: (parameter).</summary>
    UnsupportedParameter,

    /// <summary>A role is no interface, and no type parameter: (type).</summary>
    RoleIsNoInterface,

    /// <summary>Two parameters are the same role: (type).</summary>
    DuplicateRole,

    /// <summary>The method returns something that is nowhere, or two values at one role: (type).</summary>
    UnsupportedResult,

    /// <summary>A statement that has no meaning for several parties: (text).</summary>
    UnsupportedStatement,

    /// <summary>An expression that has no meaning for several parties: (text).</summary>
    UnsupportedExpression,

    /// <summary>A condition that is no choice of a role: (text).</summary>
    UnlocatedCondition,

    /// <summary>A value that is at no role: (text).</summary>
    UnlocatedValue,

    /// <summary>The clock, chance or the machine is asked outside of an action: (text).</summary>
    ClockOrChance,

    /// <summary>A step is not awaited where it stands: (text).</summary>
    NotAwaited,

    /// <summary>A step is part of an expression that may not evaluate it: (text).</summary>
    ConditionalStep,

    /// <summary>A scope, role, choice or task is kept in a variable instead of being used where it stands: (text).</summary>
    OperatorStored,

    /// <summary>An action, or a time limit, uses something of the method around it: (name).</summary>
    Capturing,

    /// <summary>Another method takes part of the protocol, but is no choreography: (method).</summary>
    NoChoreography,

    /// <summary>A value is sent whose type has no codec: (type, reason).</summary>
    PayloadWithoutCodec,

    /// <summary>The type of a value cannot be reached by generated code: (type).</summary>
    HiddenType,

    /// <summary>A capability is not written as <c>"namespace:name"</c>: (text).</summary>
    BadCapability,

    /// <summary>A cost is negative: (text).</summary>
    NegativeCost,

    /// <summary>A capability, cost or quorum is no constant: (text).</summary>
    NotConstant,
}
