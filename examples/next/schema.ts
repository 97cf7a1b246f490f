export * from 'authjs-drizzle-mysql/schema/production';
