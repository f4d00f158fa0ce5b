/** In tests: a module as it was published, where the build would replace it or drop members of it. */
declare module '*?original';
