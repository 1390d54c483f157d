package kotlin.coroutines;

/**
 * Stands for that of Kotlin's library, which is not on the class path.
 */
public interface Continuation {

}
