using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>Steps that contain others, and calls of other choreographies.</content>
internal sealed partial class BodyParser
{
    private int[]? ParallelOf(InvocationExpressionSyntax call, IMethodSymbol method, Arguments arguments, Target[] targets)
    {
        var slots = Slots(method.ReturnType, targets);
        var branches = new List<Block>();
        for (var parameter = 0; parameter < method.Parameters.Length; parameter++)
        {
            foreach (var argument in arguments.All(parameter))
            {
                if (Part(argument, slots.Length == 0 ? [] : [new(slots[parameter])]) is not { } branch)
                    return null;
                branches.Add(branch);
            }
        }

        _statements.Add(new Parallel(branches.ToEquatableArray(), SpanOf(call)));
        return slots;
    }

    private int[]? GuardedOf(InvocationExpressionSyntax call, IMethodSymbol method, Arguments arguments, Target[] targets)
    {
        var owner = RoleOf(arguments.Single(0));
        var trigger = method.Name == "Within"
            ? _actions.ParseLimit(Strip(arguments.Single(1)), _cancellationToken) is { } limit ? new Trigger(limit, -1) : null
            : RoleOf(arguments.Single(1)) is var mortal and >= 0 ? new Trigger(null, mortal) : null;
        var slots = Slots(method.ReturnType, targets);
        var results = slots.Select(static slot => new Target(slot)).ToArray();
        var body = Part(arguments.Single(2), results);
        var otherwise = Part(arguments.Single(3), results);
        var informed = InformedBy(arguments.All(4));
        if (owner < 0 || trigger is null || body is null || otherwise is null || informed is null)
            return null;
        _statements.Add(new Guarded(owner, trigger, body, otherwise, informed.ToEquatableArray(), SpanOf(call)));
        return slots;
    }

    /// <summary>A part of the protocol that is handed over as a lambda.</summary>
    private Block? Part(ExpressionSyntax argument, Target[] targets)
    {
        if (Strip(argument) is not LambdaExpressionSyntax lambda)
        {
            if (!IsBroken(argument))
                ReportText(ChoreographyShapeFault.UnsupportedExpression, argument);
            return null;
        }

        var isAsync = lambda.AsyncKeyword.RawKind != 0;
        var frame = new Frame(FrameKind.Lambda, _frame, _loops++) { Targets = targets };
        var block = Within(frame, () =>
        {
            if (lambda.Block is { } body)
            {
                if (!isAsync)
                    ReportText(ChoreographyShapeFault.NotAsync, lambda);
                foreach (var statement in body.Statements)
                    Read(statement);
            }
            else if (!isAsync)
                ReadTask(Strip(lambda.ExpressionBody!), targets);
            else if (targets.Length > 0)
                Assign(Strip(lambda.ExpressionBody!), targets);
            else
                Effect(Strip(lambda.ExpressionBody!));
        });
        return Leavable(frame.Id, frame.IsLeft, block, SpanOf(lambda));
    }

    // A lambda that is not async hands the task of a step on, which is awaited where the lambda is called.
    private void ReadTask(ExpressionSyntax expression, Target[] targets)
    {
        if (expression is InvocationExpressionSyntax call && SymbolOf(call) is IMethodSymbol method && IsStep(method) && Located.IsTask(method.ReturnType, out _))
            StepOf(call, method, targets.Length > 0 ? targets : Discards(call));
        else if (expression is not MemberAccessExpressionSyntax || SymbolOf(expression) is not IPropertySymbol { Name: "CompletedTask" } property || !Located.IsTask(property.ContainingType, out _))
            ReportForeign(expression, ChoreographyShapeFault.UnsupportedExpression);
    }

    private int[]? Call(InvocationExpressionSyntax call, IMethodSymbol method, Target[] targets)
    {
        var isDelegate = method.MethodKind == MethodKind.DelegateInvoke;
        if (isDelegate && (SymbolOf(call.Expression) is not IParameterSymbol source || !SymbolEqualityComparer.Default.Equals(source.ContainingSymbol, _method)))
        {
            ReportText(ChoreographyShapeFault.UnsupportedExpression, call);
            return null;
        }

        var arguments = Arguments.Of(call, method);
        var (roles, values, delegates) = (new List<int>(), new List<int>(), new List<string>());
        foreach (var parameter in method.Parameters)
        {
            if (Located.IsScope(parameter.Type))
                continue;
            if (arguments.All(parameter.Ordinal).Count != 1)
                return Fail(call);
            var argument = arguments.Single(parameter.Ordinal);
            if (Located.IsRole(parameter.Type, out _, out _))
                roles.Add(RoleOf(argument));
            else if (Located.IsValue(parameter.Type, out _))
                values.Add(Value(Strip(argument)));
            else if (TargetOf(Strip(argument)) is { } target)
                delegates.Add(target);
            else
                return Fail(argument);
        }

        if (roles.Contains(-1) || values.Contains(-1))
            return null;
        var slots = Slots(method.ReturnType, targets);
        _statements.Add(new Call(
            isDelegate ? "$" + SymbolOf(call.Expression)!.Name : ChoreographyParser.KeyOf(method.OriginalDefinition),
            TypeArguments(method),
            roles.ToEquatableArray(),
            values.ToEquatableArray(),
            delegates.ToEquatableArray(),
            slots.ToEquatableArray(),
            SpanOf(call)));
        return slots;
    }

    private int[]? Fail(SyntaxNode node)
    {
        if (node is not ExpressionSyntax expression || !IsBroken(expression))
            ReportText(ChoreographyShapeFault.UnsupportedExpression, node);
        return null;
    }

    private string? TargetOf(ExpressionSyntax argument) => SymbolOf(argument) switch
    {
        IMethodSymbol method when method.FindAttribute(WellKnownNames.ChoreographyAttribute) is not null && !method.IsGenericMethod => ChoreographyParser.KeyOf(method),
        IParameterSymbol parameter when Located.IsChoreography(parameter.Type) => "$" + parameter.Name,
        _ => null,
    };

    private EquatableArray<string> TypeArguments(IMethodSymbol method)
    {
        foreach (var argument in method.TypeArguments)
        {
            if (_types.CodecOf(argument, out _) is not null && argument.TypeKind is not (TypeKind.Interface or TypeKind.TypeParameter))
                _parse.Payloads.Add(argument);
        }

        return method.TypeArguments.Select(_types.TypeOf)
            .Concat(method.TypeArguments.Select(argument => _types.CodecOf(argument, out _) ?? "null"))
            .ToEquatableArray();
    }
}
