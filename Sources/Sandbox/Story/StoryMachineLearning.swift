extension Story {
    static let machineLearning = #"""
        ---
        kind: Gateway
        name: ai
        age: 57d
        spec:
          gatewayClassName: kgateway
          infrastructure:
            parametersRef: {group: gateway.kgateway.dev, kind: GatewayParameters, name: ai-proxy}
          listeners:
          - {name: http, port: 8080, protocol: HTTP, hostname: ai.svc.example.net, allowedRoutes: {namespaces: {from: All}}}
        ---
        kind: GatewayParameters
        name: ai-proxy
        age: 57d
        spec:
          kube:
            deployment: {replicas: 2}
            envoyContainer: {resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: "2", memory: 4Gi}}}
            service: {type: ClusterIP}
        ---
        kind: HTTPRoute
        name: chat
        age: 57d
        spec:
          parentRefs: [{name: ai}]
          hostnames: [ai.svc.example.net]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v1/chat/completions}}]
            backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: openai-prod}]
        ---
        kind: HTTPRoute
        name: embeddings
        age: 57d
        spec:
          parentRefs: [{name: ai}]
          hostnames: [ai.svc.example.net]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v1/embeddings}}]
            backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: azure-embeddings}]
        ---
        kind: HTTPRoute
        name: transcribe
        age: 11d
        spec:
          parentRefs: [{name: ai}]
          rules:
          - matches: [{path: {type: PathPrefix, value: /v1/audio}}]
            backendRefs: [{group: gateway.kgateway.dev, kind: Backend, name: whisper}]
        ---
        kind: Backend
        name: openai-prod
        age: 57d
        annotations: {example.com/budget: "12000 EUR a month"}
        spec:
          type: AI
          ai: {provider: {type: openai, openai: {authToken: {secretRef: {name: openai-key, namespace: ml-platform}}}}}
        ---
        kind: Backend
        name: azure-embeddings
        age: 49d
        spec:
          type: AI
          ai:
            provider:
              type: azure
              azure:
                endpoint: example-weu.openai.azure.com
                deploymentName: text-embedding-3-large
                apiVersion: "2024-10-21"
                authToken: {secretRef: {name: azure-openai-key}}
        ---
        kind: Backend
        name: gemini-batch
        age: 30d
        spec:
          type: AI
          ai: {provider: {type: gemini, gemini: {authToken: {secretRef: {name: gemini-key}}}}}
        ---
        kind: Backend
        name: azure-gpt-us
        age: 10d
        spec:
          type: AI
          ai: {provider: {type: azure, openai: {authToken: {secretRef: {name: azure-openai-key}}}}}
        ---
        kind: Backend
        name: vllm-cluster
        age: 23d
        spec:
          type: Static
          static: {hosts: [{host: vllm-0.vllm.example.net, port: 8000}, {host: vllm-1.vllm.example.net, port: 8000}]}
        ---
        kind: AIBackend
        name: chat-default
        age: 57d
        spec:
          provider: {type: openai, openai: {model: gpt-4o, authToken: {secretRef: {name: openai-key}}}}
        ---
        kind: AIBackend
        name: chat-failover
        age: 48d
        annotations: {example.com/runbook: "https://runbooks.example.com/ai/failover"}
        spec:
          groups:
          - priority: 0
            backends:
            - {backendRef: {name: openai-prod}, weight: 80}
            - {backendRef: {name: vllm-cluster}, weight: 20}
          - priority: 1
            backends: [{backendRef: {name: gemini-batch}, weight: 100}]
        ---
        kind: AIBackend
        name: embeddings-azure
        age: 49d
        spec:
          provider:
            type: azure
            azure:
              endpoint: example-weu.openai.azure.com
              deploymentName: text-embedding-3-large
              apiVersion: "2024-10-21"
              authToken: {secretRef: {name: azure-openai-key}}
        ---
        kind: AIBackend
        name: summaries-gemini
        age: 30d
        spec:
          provider: {type: gemini, gemini: {model: gemini-2.0-flash, authToken: {secretRef: {name: gemini-key}}}}
        ---
        kind: AIBackend
        name: moderation
        age: 36d
        spec:
          provider: {type: openai, openai: {model: omni-moderation-latest, authToken: {secretRef: {name: openai-key}}}}
        ---
        kind: AIBackend
        name: code-assist
        age: 15d
        spec:
          groups:
          - priority: 0
            backends: [{backendRef: {name: mistral-eu}, weight: 100}]
        ---
        kind: AIBackend
        name: support-bot
        age: 90m
        status: none
        spec:
          provider: {type: openai, openai: {model: gpt-4o-mini, authToken: {secretRef: {name: support-bot-key}}}}
        ---
        kind: TrafficPolicy
        name: chat-timeouts
        age: 56d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: chat}]
          timeout: {request: 2m, idle: 10m}
        ---
        kind: TrafficPolicy
        name: chat-token-limits
        age: 35d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: chat}]
          rateLimit: {extensionRef: {name: token-ratelimit}}
        ---
        kind: TrafficPolicy
        name: prompt-guard
        age: 18d
        spec:
          targetRefs:
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: chat}
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: completions}
          extProc: {extensionRef: {name: prompt-guard}}
        ---
        kind: TrafficPolicy
        name: embeddings-retries
        age: 40d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: embeddings}]
          retries:
            attempts: 4
            perTryTimeout: 8s
            backOff: {baseInterval: 200ms, maxInterval: 5s}
            retryOn: retriable-4xx,5xx
        ---
        kind: TrafficPolicy
        name: vision-preview
        age: 6d
        status: none
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: vision}]
          timeout: {request: 3m}
        ---
        kind: GatewayExtension
        name: token-ratelimit
        age: 35d
        spec:
          type: RateLimit
          rateLimit: {grpcService: {backendRef: {name: ratelimit, namespace: infra, port: 8081}}}
        ---
        kind: GatewayExtension
        name: prompt-guard
        age: 18d
        spec:
          type: ExtProc
          extProc: {grpcService: {backendRef: {name: prompt-guard, port: 50051}}}
        ---
        kind: HTTPListenerPolicy
        name: ai-large-prompts
        age: 41d
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: ai}]
          buffer: {maxRequestBytes: 33554432}
        """#
}
