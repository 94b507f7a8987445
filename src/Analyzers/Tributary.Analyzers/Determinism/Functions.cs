using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Questions about the function that an operation belongs to.</summary>
internal static class Functions
{
    /// <summary>The innermost lambda, local function or method around an operation; null in an initialiser.</summary>
    public static IMethodSymbol? Around(IOperation operation, ISymbol containing)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (parent is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return containing as IMethodSymbol;
    }

    /// <summary>The operation at the root of the innermost function around an operation.</summary>
    public static IOperation BodyAround(IOperation operation)
    {
        while (operation.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            operation = parent;
        return operation;
    }

    /// <summary>What is inside of an operation, without the bodies of lambdas and local functions.</summary>
    public static IEnumerable<IOperation> OwnOperations(IOperation root)
    {
        var rest = new Stack<IOperation>();
        rest.Push(root);
        while (rest.Count > 0)
        {
            var operation = rest.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                    rest.Push(child);
            }
        }
    }

    /// <summary>
    /// The first operation in there that the history records or that draws from what the context counts: durable calls, also in lambdas,
    /// and whatever else is asked of the context, except for diagnostics.
    /// </summary>
    public static IOperation? FirstEffect(IOperation root, KnownTypes types) => root.DescendantsAndSelf().FirstOrDefault(operation => IsEffect(operation, types));

    /// <summary>Whether an operation is such an effect.</summary>
    public static bool IsEffect(IOperation operation, KnownTypes types) => operation switch
    {
        IInvocationOperation call => types.IsDurable(call.Type) || KnownTypes.Is(call.Instance?.Type, types.OrchestrationContext) || IsCallOnContext(call, types),
        IPropertyReferenceOperation { Instance: { } instance } property => property.Property.Name == "Random" && KnownTypes.Is(instance.Type, types.OrchestrationContext),
        _ => false,
    };

    // Such as ctx.Detached.Notify(order), which the generator adds as an extension.
    private static bool IsCallOnContext(IInvocationOperation call, KnownTypes types)
    {
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        return receiver is IPropertyReferenceOperation { Instance: { } context, Property.Name: not "Logger" } && KnownTypes.Is(context.Type, types.OrchestrationContext);
    }

    /// <summary>How a message names a call.</summary>
    public static string NameOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name,
        IMemberReferenceOperation reference => reference.Member.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IConversionOperation conversion => NameOf(conversion.Operand),
        IConditionalAccessOperation access => NameOf(access.WhenNotNull),
        IAwaitOperation awaited => NameOf(awaited.Operation),
        _ => operation.Type?.Name ?? operation.Syntax.ToString(),
    };
}
