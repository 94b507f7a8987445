using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>Steps: actions, messages, calls.</content>
internal sealed partial class BodyParser
{
    /// <summary>Reads a step and returns the variables that take its results; null if it is none.</summary>
    private int[]? Step(InvocationExpressionSyntax call, Target[] targets, bool isAwaited)
    {
        if (SymbolOf(call) is not IMethodSymbol method)
        {
            _parse.IsBroken = true;
            return null;
        }

        if (!IsStep(method))
        {
            ReportOther(call, method);
            return null;
        }

        if (isAwaited != Located.IsTask(method.ReturnType, out _))
        {
            // An action that is awaited is an error of its own.
            if (isAwaited)
                _parse.IsBroken = true;
            else
                ReportText(ChoreographyShapeFault.NotAwaited, call);
            return null;
        }

        return StepOf(call, method, targets);
    }

    private int[]? StepOf(InvocationExpressionSyntax call, IMethodSymbol method, Target[] targets)
    {
        if (Located.IsRole(method.ContainingType, out _, out _))
            return Action(call, method, targets);
        if (!Located.IsScope(method.ContainingType))
            return Call(call, method, targets);
        var arguments = Arguments.Of(call, method);
        switch (method.Name)
        {
            case "Send":
            case "Scatter":
                return Message(call, method, arguments, targets, method.Name == "Send" ? Route.Send : Route.Scatter);
            case "Gather":
            case "GatherQuorum":
                return Message(call, method, arguments, targets, Route.Gather);
            case "SendToNext":
                return Message(call, method, arguments, targets, Route.Next);
            case "Parallel":
                return ParallelOf(call, method, arguments, targets);
            case "Within":
            case "Surviving":
                return GuardedOf(call, method, arguments, targets);
            case "Choose":
                ReportText(ChoreographyShapeFault.OperatorStored, call);
                return null;
            default:
                ReportText(ChoreographyShapeFault.UnsupportedExpression, call);
                return null;
        }
    }

    private void ReportOther(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Located.IsScope(parameter.Type) || Located.IsRole(parameter.Type, out _, out _) || Located.IsValue(parameter.Type, out _))
            {
                Report(ChoreographyShapeFault.NoChoreography, call, method.Name);
                return;
            }
        }

        ReportForeign(call, ChoreographyShapeFault.UnsupportedExpression);
    }

    /// <summary>The variables that take the results of a step.</summary>
    private int[] Slots(ITypeSymbol returnType, Target[] targets)
    {
        var results = Located.ResultsOf(returnType) ?? [];
        var slots = new int[results.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var target = i < targets.Length ? targets[i] : Target.Discard;
            slots[i] = target == Target.Fresh ? _variables.Add(results[i]) : target.Variable;
        }

        return slots;
    }

    private int[]? Action(InvocationExpressionSyntax call, IMethodSymbol method, Target[] targets)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || RoleOf(access.Expression) is not (var role and >= 0))
            return null;
        var arguments = call.ArgumentList.Arguments;
        var values = new List<int>();
        foreach (var argument in arguments.Take(arguments.Count - 1))
        {
            var value = argument.NameColon is null ? Value(Strip(argument.Expression)) : -1;
            if (argument.NameColon is not null)
                ReportText(ChoreographyShapeFault.UnsupportedExpression, argument);
            if (value < 0)
                return null;
            values.Add(value);
        }

        var slots = Slots(method.ReturnType, targets);
        var type = method.Parameters[method.Parameters.Length - 1].Type;
        var name = slots.Length > 0 && slots[0] >= 0 && targets[0] != Target.Fresh ? _variables.All[slots[0]].Name : _method.Parameters.First(p => _roles.TryGetValue(p, out var r) && r == role).Name;
        if (_actions.Parse(Strip(arguments[arguments.Count - 1].Expression), type, name, _cancellationToken) is not { } action)
            return null;
        _statements.Add(new Local(role, action, values.ToEquatableArray(), slots.Length > 0 ? slots[0] : -1, Located.IsTask(method.ReturnType, out _), SpanOf(call)));
        return slots;
    }

    private int[]? Message(InvocationExpressionSyntax call, IMethodSymbol method, Arguments arguments, Target[] targets, Route route)
    {
        var payload = Strip(arguments.Single(0));
        var value = Value(payload);
        var slots = Slots(method.ReturnType, route == Route.Scatter && targets.All(static target => target == Target.Discard) ? [Target.Fresh] : targets);
        var receivers = new List<Receiver>();
        if (route == Route.Next && value >= 0)
            receivers.Add(new(_variables.All[value].Role, slots[0], SpanOf(call)));
        for (var i = 1; i < method.Parameters.Length && route != Route.Next; i++)
        {
            if (!Located.IsRole(method.Parameters[i].Type, out _, out _))
                continue;
            var receiver = arguments.Single(i);
            if (RoleOf(receiver) is var role and >= 0)
                receivers.Add(new(role, receivers.Count < slots.Length ? slots[receivers.Count] : -1, SpanOf(receiver)));
            else
                value = -1;
        }

        var quorum = method.Name == "GatherQuorum" ? QuorumOf(Constant(arguments, method, "quorum", 1L)) : 0;
        var cost = Constant(arguments, method, "cost", 0L);
        if (cost < 0)
            ReportText(ChoreographyShapeFault.NegativeCost, arguments.Named("cost")!);
        var capability = Capability(arguments);
        if (value < 0)
            return null;
        CheckPayload(payload, value, route);
        _statements.Add(new Message(route, _variables.All[value].Role, value, receivers.ToEquatableArray(), quorum, capability, cost, SpanOf(call)));
        return slots;
    }

    // 0 stands for all.
    private static int QuorumOf(long written) => written < 1 ? -1 : (int)written;

    private void CheckPayload(ExpressionSyntax node, int variable, Route route)
    {
        var type = _variables.Types[variable];
        if (route == Route.Scatter && type is INamedTypeSymbol { TypeArguments.Length: 1 } list)
            type = list.TypeArguments[0];
        if (Rules.TypeRules.HasUnknown(type))
            _parse.IsBroken = true;
        else if (!_types.IsReachable(type))
            Report(ChoreographyShapeFault.HiddenType, node, type.ToDisplayString());
        else if (_types.CodecOf(type, out var reason) is null)
            Report(ChoreographyShapeFault.PayloadWithoutCodec, node, type.ToDisplayString(), reason ?? "");
        else
            _parse.Payloads.Add(type);
    }

    private long Constant(Arguments arguments, IMethodSymbol method, string name, long otherwise)
    {
        if (arguments.Named(name) is not { } node)
            return otherwise;
        switch (_model.GetConstantValue(node, _cancellationToken))
        {
            case { HasValue: true, Value: int number }:
                return number;
            case { HasValue: true, Value: long number }:
                return number;
        }

        if (!IsBroken(node))
            Report(ChoreographyShapeFault.NotConstant, node, name, method.Name);
        return otherwise;
    }

    private string? Capability(Arguments arguments)
    {
        if (arguments.Named("capability") is not { } node)
            return null;
        var constant = _model.GetConstantValue(node, _cancellationToken);
        if (!constant.HasValue)
        {
            if (!IsBroken(node))
                Report(ChoreographyShapeFault.NotConstant, node, "capability", Shorten(node));
            return null;
        }

        if (constant.Value is string text && !IsCapability(text))
            Report(ChoreographyShapeFault.BadCapability, node, text);
        return constant.Value as string;
    }

    private static bool IsCapability(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && colon < text.Length - 1 && text.IndexOf(':', colon + 1) < 0
            && text.All(static c => char.IsLetterOrDigit(c) || c is ':' or '-' or '_' or '.' or '/');
    }
}
