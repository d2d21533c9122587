extension ResourceTemplate {
    static let backend = """
        spec:
        # Static, AWS or AI; the section of the same name below says more.
          type: Static
          static:
            hosts:
            - host: example.com
              port: 443
              #tls:
              #  sni: example.com
        # For type AWS: a Lambda function.
          #aws:
          #  region: eu-central-1
          #  accountId: "000000000000"
          #  lambdaFunctionName: example
          #  roleArn: arn:aws:iam::000000000000:role/example
        # For type AI: a language model; its key is kept in a Secret.
          #ai:
          #  provider:
          #    type: openai
          #    openai:
          #      authToken:
          #        secretRef:
          #          name: example-key

        """

    static let aiBackend = """
        spec:
        # openai, azure, gemini or mistral; the section of the same name says more. The key is kept in a Secret.
          provider:
            type: openai
            openai:
              model: example-model
              authToken:
                secretRef:
                  name: example-key
            #azure:
            #  endpoint: https://example.openai.azure.com
            #  deploymentName: example
            #  apiVersion: "2024-10-21"
            #  authToken:
            #    secretRef:
            #      name: example-key
            #gemini:
            #  model: example-model
            #  authToken:
            #    secretRef:
            #      name: example-key
        # Backends that step in for one another: the lowest priority that works is used, shared out by weight.
          #groups:
          #- priority: 0
          #  backends:
          #  - backendRef:
          #      name: example-backend
          #    weight: 1

        """

    static let directResponse = """
        spec:
        # What is answered instead of asking a backend, 200 to 599. (kgateway 2.1 calls the field status.)
          statusCode: 503
          #body: We are back soon.

        """
}
